import type { ContributionRow, Contributions } from "@/components/mixer/contributions.prepare";
import { cx } from "@/components/ui/class-names";
import { formatNumber, formatSigned } from "@/components/ui/format";

/** 25 contributions wᵢ·zᵢ; the bars show how far each lies from that of the corpus' mean. */
export const ContributionTable = ({ contributions }: { readonly contributions: Contributions }) => (
  <table className="w-full table-fixed text-xs">
    <caption className="eyebrow px-3 pb-1 pt-3 text-left">
      Contribution w·z, and how it differs from the corpus&apos; mean
    </caption>
    <colgroup>
      <col className="w-[42%]" />
      <col className="w-[22%]" />
      <col className="w-[17%]" />
      <col className="w-[19%]" />
    </colgroup>
    <thead className="sr-only">
      <tr>
        <th scope="col">Rater</th>
        <th scope="col">Bar</th>
        <th scope="col">Contribution</th>
        <th scope="col">Against the mean</th>
      </tr>
    </thead>
    <tbody>
      {contributions.rows.map((row) => (
        <Row key={row.rater} row={row} />
      ))}
    </tbody>
  </table>
);

const Row = ({ row }: { readonly row: ContributionRow }) => (
  <tr className={cx("h-6", row.lean === null && "text-faint")} title={titleOf(row)}>
    <th scope="row" className="truncate pl-3 text-left font-normal">
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
    <td className="text-right">{row.contribution === null ? "" : row.contribution.toFixed(3)}</td>
    <td className={cx("pr-3 text-right", row.lean !== null && (row.lean < 0 ? "text-lost" : "text-gained"))}>
      {row.lean === null ? (row.value === null ? "missing" : "no weight") : formatSigned(row.lean, 3)}
    </td>
  </tr>
);

const titleOf = ({ label, value, percentile }: ContributionRow): string =>
  value === null
    ? `${label}: missing`
    : `${label}: ${formatNumber(value)}${percentile === null ? "" : `, percentile ${(percentile * 100).toFixed(1)}`}`;
