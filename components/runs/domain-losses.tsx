import { ChartMenu } from "@/components/charts/chart-menu";
import { exportCurves } from "@/components/charts/export-curves";
import { Sparkline } from "@/components/charts/sparkline";
import {
  domainCurves,
  domainLosses,
  LOSS_UNIT,
  type DomainLoss,
} from "@/components/runs/loss-curves.prepare";
import { formatLoss, orUnknown } from "@/components/runs/run-figures";
import { DataTable, type Column } from "@/components/table/data-table";
import { formatCount, formatSigned } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import type { ValidationPoint } from "@/core/training-events";

const COLUMNS: readonly Column<DomainLoss>[] = [
  {
    id: "domain",
    header: "Domain",
    rowHeader: true,
    cell: ({ domain }) => <span className="block truncate">{domain}</span>,
  },
  {
    id: "curve",
    header: <span className="sr-only">Curve</span>,
    cell: ({ domain, curve }) => (
      <Sparkline values={curve} width={72} label={`Validation loss on ${domain}`} />
    ),
  },
  { id: "loss", header: "Loss", align: "right", cell: ({ loss }) => orUnknown(loss, formatLoss) },
  {
    id: "change",
    header: "Since first",
    align: "right",
    cell: ({ change }) => (
      <span className="text-muted">{orUnknown(change, (value) => formatSigned(value, 3))}</span>
    ),
  },
];

interface DomainLossesProps {
  /** Name of the run. */
  readonly of: string;
  readonly validation: readonly ValidationPoint[];
}

/** Validation loss by domain, at the newest validation. */
export function DomainLosses({ of, validation }: DomainLossesProps) {
  const rows = domainLosses(validation);
  const step = validation.at(-1)?.step;
  const chart = () =>
    exportCurves({
      title: "Validation loss by domain",
      names: [of, "Validation by domain"],
      curves: domainCurves(validation),
      xName: "step",
      yName: LOSS_UNIT,
      format: formatLoss,
    });
  return (
    <Panel
      title="Validation by domain"
      aside={
        step !== undefined && (
          <>
            {rows.length > 0 && <ChartMenu label="Validation by domain" chart={chart} />}
            <span className="text-xs text-muted">after step {formatCount(step)}</span>
          </>
        )
      }
      className="group/chart"
      flush
    >
      {rows.length === 0 ? (
        <p className="p-3 text-sm text-muted">
          {step === undefined ? "No validation yet." : "The validation documents carry no domain."}
        </p>
      ) : (
        <DataTable
          caption="Validation loss by domain"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ domain }) => domain}
        />
      )}
    </Panel>
  );
}
