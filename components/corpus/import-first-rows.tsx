import { rolesOf } from "@/components/corpus/import-mapping.prepare";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/class-names";
import { formatPercent, formatPlural } from "@/components/ui/format";
import type { SourceInspection } from "@/server/services/corpus/inspect-source";

const KIND_WORDS = {
  text: "text",
  number: "number",
  numbers: "list",
  flag: "yes / no",
  other: "other",
} as const;

/** The text of the document gets the most room, other columns what they need. */
const widthOf = ({ roles }: ShownColumn): string =>
  roles.includes("text") ? "min-w-56 max-w-96" : "min-w-20 max-w-52";

interface ShownColumn {
  /** Place among the cells of a row. */
  readonly at: number;
  readonly path: string;
  readonly detail: string;
  readonly roles: readonly string[];
}

/** The columns that are read before the others. */
function shownColumns({ first, columns, mapping, sampledRows }: SourceInspection): ShownColumn[] {
  const known = new Map(columns.map((column) => [column.path, column]));
  const shown = first.columns.map((path, at) => {
    const column = known.get(path);
    const missing = column?.missing ?? 0;
    const share = missing === 0 ? "" : `, ${formatPercent(missing / Math.max(1, sampledRows), 0)} missing`;
    return {
      at,
      path,
      detail: `${KIND_WORDS[column?.kind ?? "other"]}${share}`,
      roles: rolesOf(path, mapping),
    };
  });
  return [
    ...shown.filter(({ roles }) => roles.length > 0),
    ...shown.filter(({ roles }) => roles.length === 0),
  ];
}

const Role = ({ roles }: { readonly roles: readonly string[] }) => {
  const [role, ...more] = roles;
  if (role === undefined) return null;
  return <Badge tone="accent">{more.length === 0 ? role : `${roles.length} raters`}</Badge>;
};

/** The first rows as they are in the file, long texts cut. */
export function FirstRows({ inspection }: { readonly inspection: SourceInspection }) {
  const columns = shownColumns(inspection);
  const { rows } = inspection.first;
  if (rows.length === 0) return <p className="text-sm text-muted">No row could be read.</p>;
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label="First rows"
      className="max-h-72 overflow-auto rounded-md border"
    >
      <table className="text-xs">
        <caption className="sr-only">
          The first {formatPlural(rows.length, "row")} and {formatPlural(columns.length, "column")}
        </caption>
        <thead className="sticky top-0 bg-raised">
          <tr className="border-b">
            <th scope="col" className="eyebrow px-2 py-1 text-left align-top">
              Row
            </th>
            {columns.map((column) => (
              <th
                key={column.path}
                scope="col"
                className={cx(widthOf(column), "px-2 py-1 text-left align-top font-normal")}
              >
                <bdi className="block truncate font-mono font-medium" title={column.path}>
                  {column.path}
                </bdi>
                <span className="flex flex-wrap items-center gap-x-1.5 text-2xs text-muted">
                  <span className="whitespace-nowrap">{column.detail}</span>
                  <Role roles={column.roles} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows.map(({ file, number, cells, refused }) => (
            <tr key={`${file}:${number}`}>
              <th scope="row" title={file} className="px-2 py-1 text-left align-top font-normal text-muted">
                {number}
              </th>
              {refused !== null ? (
                <td colSpan={Math.max(1, columns.length)} className="px-2 py-1 text-danger">
                  {refused}
                </td>
              ) : (
                columns.map((column) => (
                  <td key={column.path} className={cx(widthOf(column), "px-2 py-1 align-top")}>
                    {cells[column.at] === null || cells[column.at] === undefined ? (
                      <span className="text-faint">missing</span>
                    ) : (
                      <bdi className="line-clamp-2 break-words whitespace-pre-wrap">{cells[column.at]}</bdi>
                    )}
                  </td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
