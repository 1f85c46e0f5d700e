import type { SqlRow, SqlValue } from "@/core/engine";

interface ArrowColumn {
  readonly nullCount: number;
  get(index: number): unknown;
  toArray(): unknown;
}

/** What the studio needs of an Arrow table; DuckDB-wasm brings its own copy of the library. */
export interface ArrowColumns {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly { readonly name: string }[] };
  getChild(name: string): ArrowColumn | null;
}

/**
 * Rows of a result as plain objects; BIGINT becomes number.
 * @throws RangeError for an integer beyond 2^53, TypeError for a type no query of the studio asks for.
 */
export function rowsOf(table: ArrowColumns): SqlRow[] {
  const rows = Array.from({ length: table.numRows }, (): Record<string, SqlValue> => ({}));
  for (const { name } of table.schema.fields) {
    const valueAt = readerOf(table.getChild(name), table.numRows);
    for (const [index, row] of rows.entries()) row[name] = toSqlValue(name, valueAt(index));
  }
  return rows;
}

/**
 * The columns of a result by name, as they lie in memory.
 * @throws TypeError for a NULL or a type other than DOUBLE
 */
export function columnsOf(table: ArrowColumns): ReadonlyMap<string, Float64Array> {
  return new Map(
    table.schema.fields.map(({ name }): [string, Float64Array] => {
      const column = table.getChild(name);
      const values = column?.nullCount === 0 ? column.toArray() : null;
      if (values instanceof Float64Array) return [name, values];
      throw new TypeError(`column ${name} is not DOUBLE throughout`);
    }),
  );
}

/** Numbers without NULLs are read as they lie in memory: asking a column for its values one by one takes ten times as long. */
function readerOf(column: ArrowColumn | null, rows: number): (index: number) => unknown {
  if (column === null) return () => undefined;
  const values = column.nullCount === 0 ? column.toArray() : null;
  const isPlain =
    values instanceof Float64Array ||
    values instanceof Float32Array ||
    values instanceof BigInt64Array ||
    values instanceof Uint32Array ||
    values instanceof Int32Array ||
    values instanceof Uint8Array;
  return isPlain && values.length === rows ? (index) => values[index] : (index) => column.get(index);
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
