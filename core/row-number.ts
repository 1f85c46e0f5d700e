import type { SqlRow } from "@/core/engine";

/**
 * The number a query promised in that column.
 * @throws TypeError when it is anything else: the query and its reader disagree.
 */
export function rowNumber(row: SqlRow, column: string): number {
  const value = row[column];
  if (typeof value !== "number") throw new TypeError(`column ${column} is ${String(value)}, not a number`);
  return value;
}
