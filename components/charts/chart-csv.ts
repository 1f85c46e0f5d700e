import { columnTitle, type ChartCell, type ChartTable } from "@/core/exported-chart";
import { csvText } from "@/core/export-cell";

/** Numbers as they are, to the last digit; what is missing or not finite is an empty cell. */
function cellText(cell: ChartCell): string {
  if (typeof cell === "string") return csvText(cell);
  return cell === null || !Number.isFinite(cell) ? "" : String(cell);
}

/** A table as CSV (RFC 4180) with units in its header; no spreadsheet takes a text of it for a formula. */
export function chartCsv({ columns, rows }: ChartTable): string {
  const lines = [
    columns.map((column) => csvText(columnTitle(column))),
    ...rows.map((row) => row.map(cellText)),
  ];
  return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}
