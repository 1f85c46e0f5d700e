import type { DifferenceRow, Differences } from "@/components/mixer/walk/differences.prepare";
import { cx } from "@/components/ui/class-names";
import { formatSigned } from "@/components/ui/format";

/** Share of the largest difference below which one is not worth a look. */
const FAINT = 0.1;

/** The contributions of two documents side by side; the bars lean to the one that has more. */
export const DifferencesTable = ({ ofIn, ofOut, rows }: Differences) => (
  <table className="w-full table-fixed text-xs">
    <caption className="sr-only">
      Contributions w·z of the document just in and of the document just out, and their difference
    </caption>
    <colgroup>
      <col className="w-14" />
      <col />
      <col className="w-16" />
      <col className="w-14" />
      <col className="w-14" />
    </colgroup>
    <thead className="sticky top-0 bg-surface">
      <tr className="h-7 text-2xs text-faint">
        <th scope="col" className="text-right font-normal">
          in, w·z
        </th>
        <th scope="col" className="pl-3 text-left font-normal">
          rater
        </th>
        <th scope="col" className="font-normal">
          <span className="sr-only">Bar</span>
        </th>
        <th scope="col" className="text-right font-normal">
          in − out
        </th>
        <th scope="col" className="text-right font-normal">
          out, w·z
        </th>
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <Row key={row.rater} row={row} />
      ))}
    </tbody>
    <tfoot>
      <tr className="h-7 border-t font-medium">
        <td className="text-right">{ofIn === null ? "" : formatSigned(ofIn, 3)}</td>
        <th scope="row" colSpan={2} className="pl-3 text-left">
          Score
        </th>
        <td className="text-right">{ofIn === null || ofOut === null ? "" : formatSigned(ofIn - ofOut, 3)}</td>
        <td className="text-right">{ofOut === null ? "" : formatSigned(ofOut, 3)}</td>
      </tr>
    </tfoot>
  </table>
);

function Row({ row: { label, ofIn, ofOut, difference, length } }: { readonly row: DifferenceRow }) {
  const matters = Math.abs(length) >= FAINT;
  const sign = length < 0 ? "text-lost" : "text-gained";
  return (
    <tr className={cx("h-6", !matters && "text-faint")}>
      <td className="text-right">{ofIn === null ? "" : formatSigned(ofIn, 3)}</td>
      <th
        scope="row"
        title={label}
        className={cx("truncate pl-3 text-left", matters ? "font-medium" : "font-normal")}
      >
        {label}
      </th>
      <td aria-hidden>
        <span className="relative block h-2">
          <span className="absolute inset-y-[-2px] left-1/2 w-px bg-line-strong" />
          <span
            className={cx("absolute inset-y-0 rounded-[1px]", length < 0 ? "bg-lost" : "bg-gained")}
            style={{
              left: `${50 - Math.max(0, length) * 50}%`,
              width: `${Math.abs(length) * 50}%`,
            }}
          />
        </span>
      </td>
      <td className={cx("text-right whitespace-nowrap", matters && sign)}>
        {difference === null ? "no weight" : formatSigned(difference, 3)}
      </td>
      <td className="text-right">{ofOut === null ? "" : formatSigned(ofOut, 3)}</td>
    </tr>
  );
}
