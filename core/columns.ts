import type { SqlEngine } from "@/core/engine";

/** An engine that hands over whole columns, for what is worked out row by row outside of it. */
export interface ColumnEngine extends SqlEngine {
  /**
   * The columns of a result by name, in the order of its rows.
   * @throws TypeError for a column that is not DOUBLE or holds a NULL: the query and its reader disagree
   */
  columns(sql: string, signal?: AbortSignal): Promise<ReadonlyMap<string, Float64Array>>;
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Waited for between two slices, so that the reading leaves time for what is more urgent. */
  readonly pause?: (() => Promise<void>) | undefined;
}

/** Rows read at a stretch: the page decodes them in a few milliseconds. */
const SLICE = 65_536;

/**
 * Columns of a stored table, in its order, read in slices between which the page can draw.
 * @param expressions by name, each a DOUBLE without NULLs
 */
export async function readColumns<Name extends string>(
  engine: ColumnEngine,
  { name, rows }: { readonly name: string; readonly rows: number },
  expressions: Readonly<Record<Name, string>>,
  { signal, pause }: ReadOptions = {},
): Promise<Record<Name, Float64Array>> {
  const names = Object.keys(expressions) as Name[];
  const read = Object.fromEntries(names.map((column) => [column, new Float64Array(rows)])) as Record<
    Name,
    Float64Array
  >;
  const selected = names.map((column) => `${expressions[column]} AS ${column}`).join(", ");
  for (let from = 0; from < rows; from += SLICE) {
    const slice = await engine.columns(
      `SELECT ${selected} FROM ${name} WHERE rowid BETWEEN ${String(from)} AND ${String(from + SLICE - 1)}`,
      signal,
    );
    for (const column of names) read[column].set(slice.get(column) ?? [], from);
    if (from + SLICE < rows) await pause?.();
  }
  return read;
}
