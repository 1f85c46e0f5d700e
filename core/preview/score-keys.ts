import { readColumns, type ColumnEngine, type ReadOptions } from "@/core/columns";
import type { SampleTable } from "@/core/preview/sample-table";
import { STANDS_FOR } from "@/core/scoring/score-sql";

/** What each row brings to every count, in the order of the table. */
export interface RowKeys {
  readonly ordinal: Float64Array;
  readonly domain: Float64Array;
  /** Tokens that a row stands for. */
  readonly tokens: Float64Array;
  /** Documents that a row stands for; null where each stands for itself. */
  readonly documents: Float64Array | null;
}

/** Table of what the rows of a score table bring to every count, whatever their scores: made once, row by row that table's. */
export const keysName = ({ name }: SampleTable): string => `keys_${name}`;

/** Whether rows stand for more than themselves, so that what is counted over them has an error. */
export const isWeighted = ({ size }: SampleTable): boolean => size !== undefined && size.rows > 0;

/** Ordinal, domain, and the tokens and documents a row stands for. */
export async function makeKeys(
  engine: ColumnEngine,
  table: SampleTable,
  options: ReadOptions = {},
): Promise<RowKeys> {
  const name = keysName(table);
  await engine.query(
    `CREATE OR REPLACE TEMP TABLE ${name} AS SELECT ordinal, domain, ${STANDS_FOR} FROM ${table.name}`,
    options.signal,
  );
  const stored = { name, rows: table.rows };
  const own = { ordinal: "ordinal::DOUBLE", domain: "domain::DOUBLE", tokens: "tokens" };
  return isWeighted(table)
    ? readColumns(engine, stored, { ...own, documents: "documents" }, options)
    : { ...(await readColumns(engine, stored, own, options)), documents: null };
}
