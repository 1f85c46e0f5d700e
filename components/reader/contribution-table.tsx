import type { ContributionRow, Contributions } from "@/components/reader/contributions.prepare";
import type { FlipCell } from "@/components/reader/flips.prepare";
import { cx } from "@/components/ui/class-names";
import { formatNumber, formatSigned } from "@/components/ui/format";
import type { RaterId } from "@/core/raters";

interface ShownFlips {
  readonly isIn: boolean;
  /** Whether raters without a cell are off rather than not worked out yet. */
  readonly complete: boolean;
  readonly cells: ReadonlyMap<RaterId, FlipCell>;
}

interface ContributionTableProps {
  readonly contributions: Contributions;
  /** Null until somebody asked what would turn the document. */
  readonly flips: ShownFlips | null;
}

/** 25 contributions wᵢ·zᵢ; the bars show how far each lies from that of the corpus' mean. */
export const ContributionTable = ({ contributions, flips }: ContributionTableProps) => (
  <table className="mt-2 w-full table-fixed text-xs">
    <caption className="sr-only">
      Contribution w·z of each rater, how it differs from that of the corpus&apos; mean
      {flips !== null && ", and the weight in points that would turn the document"}
    </caption>
    <colgroup>
      <col />
      <col className="w-14" />
      <col className="w-14" />
      <col className="w-17" />
      {flips !== null && <col className="w-18" />}
    </colgroup>
    <thead>
      <tr className="text-2xs text-faint">
        <th scope="col" className="text-left font-normal">
          <span className="sr-only">Rater</span>
        </th>
        <th scope="col" className="font-normal">
          <span className="sr-only">Bar</span>
        </th>
        <th scope="col" className="text-right font-normal">
          w·z
        </th>
        <th scope="col" className="text-right font-normal">
          vs. mean
        </th>
        {flips !== null && (
          <th scope="col" className="text-right font-normal">
            {flips.isIn ? "out" : "in"} at, points
          </th>
        )}
      </tr>
    </thead>
    <tbody>
      {contributions.rows.map((row) => (
        <Row key={row.rater} row={row} flips={flips} />
      ))}
    </tbody>
    <tfoot>
      <tr className="h-7 border-t font-medium">
        <th scope="row" colSpan={2} className="text-left">
          Score
        </th>
        <td className="text-right">
          {contributions.score === null ? "none" : formatSigned(contributions.score, 3)}
        </td>
        <td className="text-right">
          {contributions.lean === null ? "" : formatSigned(contributions.lean, 3)}
        </td>
        {flips !== null && <td />}
      </tr>
    </tfoot>
  </table>
);

const Row = ({ row, flips }: { readonly row: ContributionRow; readonly flips: ShownFlips | null }) => (
  <tr className={cx("h-6", row.lean === null && "text-faint")} title={titleOf(row)}>
    <th scope="row" className="truncate pr-2 text-left font-normal">
      {row.label}
    </th>
    <td aria-hidden>
      <span className="relative block h-2">
        <span className="absolute inset-y-[-2px] left-1/2 w-px bg-line-strong" />
        <span
          className={cx("absolute inset-y-0 rounded-[1px]", row.length < 0 ? "bg-lost" : "bg-gained")}
          style={{
            left: `${String(50 + Math.min(0, row.length) * 50)}%`,
            width: `${String(Math.abs(row.length) * 50)}%`,
          }}
        />
      </span>
    </td>
    <td className="text-right">{row.contribution === null ? "" : formatSigned(row.contribution, 3)}</td>
    <td className={cx("text-right", row.lean !== null && (row.lean < 0 ? "text-lost" : "text-gained"))}>
      {row.lean === null ? (row.value === null ? "missing" : "no weight") : formatSigned(row.lean, 3)}
    </td>
    {flips !== null && <FlipData cell={flips.cells.get(row.rater)} complete={flips.complete} />}
  </tr>
);

const TONES = { nearest: "font-medium text-accent", turns: "", never: "text-faint" } as const;

const FlipData = ({ cell, complete }: { readonly cell: FlipCell | undefined; readonly complete: boolean }) =>
  cell === undefined ? (
    <td className="text-right text-faint">{complete ? "off" : "…"}</td>
  ) : (
    <td className={cx("text-right whitespace-nowrap", TONES[cell.kind])} title={cell.title}>
      {cell.text}
    </td>
  );

const titleOf = ({ label, value, percentile }: ContributionRow): string =>
  value === null
    ? `${label}: missing`
    : `${label}: ${formatNumber(value)}${percentile === null ? "" : `, percentile ${(percentile * 100).toFixed(1)}`}`;
