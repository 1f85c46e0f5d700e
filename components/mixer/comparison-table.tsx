import { prepareComparison } from "@/components/mixer/confirm.prepare";
import { cx } from "@/components/ui/class-names";
import type { MixtureFigures } from "@/core/preview/preview";
import type { ExactFigures } from "@/core/selection/exact-figures";

interface ComparisonTableProps {
  /** Null when the preview has not been made. */
  readonly preview: Pick<MixtureFigures, "documents" | "tokens" | "fill" | "threshold" | "domains"> | null;
  readonly exact: ExactFigures;
}

/** What was previewed beside what was counted; a difference beyond the stated error is marked, not hidden. */
export function ComparisonTable({ preview, exact }: ComparisonTableProps) {
  if (preview === null) return null;
  const rows = prepareComparison(preview, exact);
  const agree = rows.every(({ within }) => within);
  return (
    <>
      <table className="w-full text-sm">
        <caption className="sr-only">Preview and exact recount</caption>
        <thead>
          <tr className="eyebrow text-right">
            <th scope="col" className="text-left font-normal">
              Figure
            </th>
            <th scope="col" className="font-normal">
              preview
            </th>
            <th scope="col" className="font-normal">
              exact
            </th>
            <th scope="col" className="font-normal">
              difference
            </th>
          </tr>
        </thead>
        <tbody className="divide-y border-y">
          {rows.map(({ label, preview: before, exact: after, difference, within }) => (
            <tr key={label} className="h-7 text-right">
              <th scope="row" className="text-left font-normal">
                {label}
              </th>
              <td className="text-muted">{before}</td>
              <td className="font-medium">{after}</td>
              <td className={cx(within ? "text-muted" : "text-warning")}>{difference}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={cx("pt-2 text-xs", agree ? "text-muted" : "text-warning")}>
        {agree
          ? `Preview and recount agree${preview.documents.error === null ? "" : " within the stated error"}.`
          : "Some figures differ by more than the stated error. The recount is the truth."}
      </p>
    </>
  );
}
