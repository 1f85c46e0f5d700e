import { Notes } from "@/components/campaigns/notes";
import { prepareSupplied, suppliedText, type SuppliedRow } from "@/components/campaigns/supplied.prepare";
import { DomainMark } from "@/components/charts/domain-mark";
import { DataTable, type Column } from "@/components/table/data-table";
import { formatSigned } from "@/components/ui/format";
import { brokenLimits, type Supplied, type SupplyLimits } from "@/core/campaign/supply";
import type { DomainTotals } from "@/core/statistics";

interface SuppliedTableProps {
  readonly supplied: Supplied;
  readonly limits: SupplyLimits;
  /** Of the corpus. */
  readonly domains: readonly DomainTotals[];
}

/** What the target would select by the weights that are shown, domain by domain, and whether it keeps the limits. */
export function SuppliedTable({ supplied, limits, domains }: SuppliedTableProps) {
  const broken = brokenLimits(supplied, limits);
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm">{suppliedText(supplied)}</p>
      <div
        role="group"
        tabIndex={0}
        aria-label="Domains of the target"
        className="overflow-x-auto rounded-md border"
      >
        <DataTable
          caption="Domains of the target by these weights, in % of the tokens"
          columns={COLUMNS}
          rows={prepareSupplied(supplied, limits, domains)}
          rowKey={({ domain }) => domain}
        />
      </div>
      <Notes
        label="Limits"
        notes={broken.map((what) => ({ kind: "warning", message: `A limit is broken: ${what}.` }))}
      />
    </div>
  );
}

const percent = (share: number): string => (share * 100).toFixed(1);

const COLUMNS: readonly Column<SuppliedRow>[] = [
  {
    id: "domain",
    header: "Domain",
    rowHeader: true,
    cell: ({ domain, code }) => <DomainMark domain={domain} index={code} />,
  },
  { id: "corpus", header: "Corpus %", align: "right", cell: ({ before }) => percent(before) },
  {
    id: "selected",
    header: "Selected %",
    align: "right",
    cell: ({ after }) => <span className="font-medium">{percent(after)}</span>,
  },
  {
    id: "change",
    header: "Change",
    align: "right",
    from: "sm",
    cell: ({ before, after }) => formatSigned((after - before) * 100),
  },
  { id: "limit", header: "Limit", align: "right", cell: ({ limit }) => limit },
];
