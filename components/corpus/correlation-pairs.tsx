import { divergingColour } from "@/components/charts/heat-map.prepare";
import type { CorrelationPair } from "@/components/corpus/correlation.prepare";
import { DataTable, type Column } from "@/components/table/data-table";
import { formatCount, formatSigned } from "@/components/ui/format";
import { raterOf } from "@/core/raters";

interface PairsProps {
  /** The strongest first. */
  readonly pairs: readonly CorrelationPair[];
}

const STRONGEST = 10;

const COLUMNS: readonly Column<CorrelationPair>[] = [
  {
    id: "pair",
    header: "Raters",
    rowHeader: true,
    cell: ({ a, b }) => (
      <span className="block truncate">
        {raterOf(a).label} <span className="text-muted">and</span> {raterOf(b).label}
      </span>
    ),
  },
  {
    id: "value",
    header: "Correlation",
    align: "right",
    cell: ({ value }) => (value === null ? "–" : formatSigned(value, 2)),
  },
  {
    id: "documents",
    header: "Documents with both",
    align: "right",
    from: "sm",
    cell: ({ documents }) => formatCount(documents),
  },
];

/** Pairs that say nearly the same, or the opposite: a weight on one of them is a weight on both. */
export const StrongestPairs = ({ pairs }: PairsProps) => (
  <section aria-label="Strongest pairs" className="min-w-0">
    <h3 className="eyebrow pb-1">Strongest pairs</h3>
    <ol className="max-w-xl divide-y text-sm">
      {pairs.slice(0, STRONGEST).map(({ a, b, value }) => (
        <li key={`${a} ${b}`} className="flex items-center gap-2 py-1">
          <span
            aria-hidden
            className="size-3 shrink-0 rounded-[2px]"
            style={{ background: divergingColour(value ?? 0) }}
          />
          <span className="min-w-0 flex-1 truncate">
            {raterOf(a).label} <span className="text-muted">and</span> {raterOf(b).label}
          </span>
          <span>{value === null ? "–" : formatSigned(value, 2)}</span>
        </li>
      ))}
    </ol>
    <p className="max-w-prose pt-2 text-xs text-muted">
      A weight on one rater of such a pair weighs the other as well.
    </p>
  </section>
);

export const CorrelationPairs = ({ pairs }: PairsProps) => (
  <details>
    <summary className="w-fit rounded-sm text-xs text-muted hover:text-ink">
      All {pairs.length} pairs as a table
    </summary>
    <div
      tabIndex={0}
      role="region"
      aria-label="All pairs of raters"
      className="-mx-3 mt-1 max-h-96 overflow-auto border-t"
    >
      <DataTable
        caption="Rank correlation of raters"
        columns={COLUMNS}
        rows={pairs}
        rowKey={({ a, b }) => `${a} ${b}`}
      />
    </div>
  </details>
);
