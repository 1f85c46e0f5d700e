import { formatLoss, NONE } from "@/components/campaigns/campaign-text";
import { MEANINGS } from "@/components/campaigns/meanings";
import { DataTable, type Column } from "@/components/table/data-table";
import { formatPercent } from "@/components/ui/format";
import { Help } from "@/components/ui/help";
import type { FitAnswer, PredictedWeights } from "@/core/learning/fit-answer";

interface PredictedTableProps {
  readonly search: NonNullable<FitAnswer["search"]>;
}

interface Row {
  readonly name: string;
  readonly vector: PredictedWeights;
  readonly measured: number | null;
}

/** What the model says of the optima and of what there was before. */
export function PredictedTable({ search }: PredictedTableProps) {
  const rows: readonly Row[] = [
    { name: "Searched directly", vector: search.direct, measured: null },
    { name: `Mean of the best ${String(search.best)}`, vector: search.meanOfBest, measured: null },
    { name: "Best proxy", vector: search.bestRun, measured: search.bestRun.loss },
    { name: "Equal weights", vector: search.uniform, measured: null },
    ...(search.prior === null ? [] : [{ name: "Base recipe", vector: search.prior, measured: null }]),
  ];
  return <DataTable caption="Predicted losses" columns={COLUMNS} rows={rows} rowKey={({ name }) => name} />;
}

const COLUMNS: readonly Column<Row>[] = [
  { id: "name", header: "Vector", cell: ({ name }) => <span className="font-medium">{name}</span> },
  {
    id: "predicted",
    header: "Predicted",
    align: "right",
    cell: ({ vector }) => formatLoss(vector.predicted),
  },
  {
    id: "interval",
    header: (
      <span className="inline-flex items-center gap-1">
        95 % <Help about="the interval" text={MEANINGS.interval} />
      </span>
    ),
    align: "right",
    cell: ({ vector: { low, high } }) =>
      low === null || high === null ? NONE : `${formatLoss(low)} to ${formatLoss(high)}`,
  },
  {
    id: "measured",
    header: "Measured",
    align: "right",
    from: "sm",
    cell: ({ measured }) => (measured === null ? NONE : formatLoss(measured)),
  },
  {
    id: "moved",
    header: "Off the base",
    align: "right",
    from: "sm",
    cell: ({ vector: { moved } }) => (moved === null ? NONE : formatPercent(moved, 0)),
  },
];
