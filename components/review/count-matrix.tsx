import { cx } from "@/components/ui/class-names";
import { formatCount } from "@/components/ui/format";

interface CountMatrixProps {
  readonly caption: string;
  readonly labels: readonly string[];
  readonly count: (row: number, column: number) => number;
  /** How often each label was given at all. */
  readonly given?: readonly number[];
}

const HEAD = "px-2 py-1 text-right text-xs font-normal text-muted";

/** How often two sayings met: the diagonal is agreement, what lies off it is not. */
export function CountMatrix({ caption, labels, count, given }: CountMatrixProps) {
  const cells = labels.map((_, row) => labels.map((__, column) => count(row, column)));
  const most = Math.max(1, ...cells.flat());
  const shade = (value: number, agrees: boolean): string =>
    `color-mix(in srgb, var(--color-${agrees ? "gained" : "lost"}) ${String(Math.round((35 * value) / most))}%, transparent)`;
  return (
    <div role="group" tabIndex={0} aria-label={caption} className="min-w-0 overflow-x-auto">
      <table className="text-sm">
        <caption className="eyebrow pb-1 text-left whitespace-nowrap">{caption}</caption>
        <thead>
          <tr>
            <td />
            {labels.map((label) => (
              <th key={label} scope="col" className={HEAD}>
                {label}
              </th>
            ))}
            {given !== undefined && (
              <th scope="col" className={HEAD}>
                given
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {cells.map((row, at) => (
            <tr key={labels[at]}>
              <th scope="row" className="pr-2 text-left text-xs font-normal text-muted">
                {labels[at]}
              </th>
              {row.map((value, column) => (
                <td
                  key={labels[column]}
                  style={{ background: shade(value, at === column) }}
                  className={cx("min-w-10 border px-2 py-1 text-right", value === 0 && "text-faint")}
                >
                  {formatCount(value)}
                </td>
              ))}
              {given !== undefined && (
                <td className="px-2 text-right text-muted">{formatCount(given[at] ?? 0)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
