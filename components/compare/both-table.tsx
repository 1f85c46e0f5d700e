import { standingText, type BothContributions, type BothRow } from "@/components/compare/changed.prepare";
import { cx } from "@/components/ui/class-names";
import { formatNumber, formatSigned } from "@/components/ui/format";
import type { SideStanding } from "@/core/comparison/changes";

interface BothTableProps extends BothContributions {
  /** Letters of the baseline and of the other. */
  readonly letters: readonly [string, string];
  readonly standings: Readonly<Record<"baseline" | "other", SideStanding>>;
}

/** Share of the largest difference below which one is not worth a look. */
const FAINT = 0.1;

const signed = (value: number | null): string => (value === null ? "" : formatSigned(value, 3));

/** What speaks for a document under each of two recipes; the bars lean to the one that likes it more for a rater. */
export const BothTable = ({ letters: [first, second], standings, leans, rows }: BothTableProps) => (
  <table className="w-full table-fixed text-xs">
    <caption className="sr-only">
      Contributions w·z less those of the corpus&apos; mean under {first} and {second}, and their difference
    </caption>
    <colgroup>
      <col />
      <col className="w-14" />
      <col className="w-14" />
      <col className="w-14" />
      <col className="w-14" />
    </colgroup>
    <thead className="sticky top-0 bg-surface">
      <tr className="h-7 text-2xs text-muted">
        <th scope="col" className="text-left font-normal">
          w·z vs. mean
        </th>
        <th scope="col" className="text-right font-normal">
          {first}
        </th>
        <th scope="col" className="text-right font-normal">
          {second}
        </th>
        <th scope="col" className="font-normal">
          <span className="sr-only">Bar</span>
        </th>
        <th scope="col" className="text-right font-normal">
          {second} − {first}
        </th>
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <Row key={row.rater} row={row} />
      ))}
    </tbody>
    <tfoot>
      <tr className="h-7 border-t">
        <th scope="row" className="text-left font-normal">
          All raters
        </th>
        <td className="text-right">{signed(leans.baseline)}</td>
        <td className="text-right">{signed(leans.other)}</td>
        <td />
        <td className="text-right">
          {leans.baseline === null || leans.other === null ? "" : signed(leans.other - leans.baseline)}
        </td>
      </tr>
      <Sum name="Score" of={standings} value={({ score }) => (score === null ? "none" : score.toFixed(3))} />
      <Sum name="Threshold" of={standings} value={thresholdText} />
      <Sum name="Margin" of={standings} value={standingText} strong />
    </tfoot>
  </table>
);

/** What the document would have to reach; margins are told against it. */
const thresholdText = ({ score, margin }: SideStanding): string =>
  score === null || margin === null ? "none" : (score - margin).toFixed(3);

interface SumProps {
  readonly name: string;
  readonly of: BothTableProps["standings"];
  readonly value: (standing: SideStanding) => string;
  readonly strong?: boolean;
}

const Sum = ({ name, of, value, strong = false }: SumProps) => (
  <tr className={cx("h-6", strong && "font-medium")}>
    <th scope="row" className={cx("text-left", !strong && "font-normal")}>
      {name}
    </th>
    <td className="text-right whitespace-nowrap">{value(of.baseline)}</td>
    <td className="text-right whitespace-nowrap">{value(of.other)}</td>
    <td colSpan={2} />
  </tr>
);

function Row({
  row: { label, baseline, other, difference, length, value, percentile },
}: {
  readonly row: BothRow;
}) {
  const used = baseline !== null || other !== null;
  const matters = used && Math.abs(length) >= FAINT;
  const place = percentile === null ? "" : `, percentile ${(percentile * 100).toFixed(1)}`;
  return (
    <tr
      className={cx("h-6", !matters && "text-faint")}
      title={value === null ? `${label}: missing` : `${label}: ${formatNumber(value)}${place}`}
    >
      <th scope="row" className={cx("truncate pr-2 text-left", matters ? "font-medium" : "font-normal")}>
        {label}
      </th>
      <td className="text-right">{signed(baseline)}</td>
      <td className="text-right">{signed(other)}</td>
      <td aria-hidden className="px-1.5">
        <span className="relative block h-2">
          <span className="absolute inset-y-[-2px] left-1/2 w-px bg-line-strong" />
          <span
            className={cx("absolute inset-y-0 rounded-[1px]", length < 0 ? "bg-lost" : "bg-gained")}
            style={{
              left: `${String(50 + Math.min(0, length) * 50)}%`,
              width: `${String(Math.abs(length) * 50)}%`,
            }}
          />
        </span>
      </td>
      <td
        className={cx("text-right whitespace-nowrap", matters && (length < 0 ? "text-lost" : "text-gained"))}
      >
        {used ? signed(difference) : "no weight"}
      </td>
    </tr>
  );
}
