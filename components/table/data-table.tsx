import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

export interface Column<Row> {
  readonly id: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand right, words left. */
  readonly align?: "left" | "right";
  /** Narrowest screen that shows the column. */
  readonly from?: "sm" | "md" | "lg";
  /** The column that names the row. */
  readonly rowHeader?: boolean;
}

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row, index: number) => string;
}

const FROM = { sm: "hidden sm:table-cell", md: "hidden md:table-cell", lg: "hidden lg:table-cell" } as const;

const cellClass = (column: Column<never>): string =>
  cx(
    "px-2 first:pl-3 last:pr-3 whitespace-nowrap",
    column.align === "right" ? "text-right" : "text-left",
    column.from !== undefined && FROM[column.from],
  );

/** A short table, all rows at once; the long one of Browse is virtual. */
export function DataTable<Row>({ caption, columns, rows, rowKey }: DataTableProps<Row>) {
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b">
          {columns.map((column) => (
            <th key={column.id} scope="col" className={cx(cellClass(column), "eyebrow h-8")}>
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y">
        {rows.map((row, index) => (
          <tr key={rowKey(row, index)} className="hover:bg-hover">
            {columns.map((column) =>
              column.rowHeader === true ? (
                <th
                  key={column.id}
                  scope="row"
                  className={cx(cellClass(column), "h-9 w-full max-w-0 overflow-hidden font-normal")}
                >
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.id} className={cx(cellClass(column), "h-9")}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
