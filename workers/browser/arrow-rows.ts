import type { SqlRow, SqlValue } from "@/core/engine";

/** What the studio needs of an Arrow table; DuckDB-wasm brings its own copy of the library. */
export interface ArrowColumns {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly { readonly name: string }[] };
  getChild(name: string): { get(index: number): unknown } | null;
}

/**
 * Rows of a result as plain objects; BIGINT becomes number.
 * @throws RangeError for an integer beyond 2^53, TypeError for a type no query of the studio asks for.
 */
export function rowsOf(table: ArrowColumns): SqlRow[] {
  const columns = table.schema.fields.map(({ name }) => ({ name, column: table.getChild(name) }));
  return Array.from({ length: table.numRows }, (_, index) =>
    Object.fromEntries(columns.map(({ name, column }) => [name, toSqlValue(name, column?.get(index))])),
  );
}

function toSqlValue(name: string, value: unknown): SqlValue {
  if (typeof value === "bigint") {
    const number = Number(value);
    if (!Number.isSafeInteger(number))
      throw new RangeError(`column ${name} holds ${String(value)}, beyond 2^53`);
    return number;
  }
  if (value === null || typeof value === "number" || typeof value === "string" || typeof value === "boolean")
    return value;
  throw new TypeError(`column ${name} is neither number, text nor boolean`);
}
