import { readColumns, type ColumnEngine } from "@/core/columns";
import { momentColumns } from "@/core/preview/moments-sql";
import type { SampleTable } from "@/core/preview/sample-table";

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

/** Ordinal, domain, and the tokens and documents a row stands for; where these are estimates, what their errors are made of. */
export async function makeKeys(
  engine: ColumnEngine,
  table: SampleTable,
  signal?: AbortSignal,
): Promise<RowKeys> {
  const name = keysName(table);
  const weighted = isWeighted(table);
  await engine.query(
    `CREATE OR REPLACE TEMP TABLE ${name} AS SELECT *${weighted ? `, ${momentColumns()}` : ""} FROM (SELECT ordinal, domain, ` +
      `tokens::DOUBLE / inclusion::DOUBLE AS tokens, '1'::DOUBLE / inclusion::DOUBLE AS documents FROM ${table.name}) AS keyed`,
    signal,
  );
  const stored = { name, rows: table.rows };
  const own = { ordinal: "ordinal::DOUBLE", domain: "domain::DOUBLE", tokens: "tokens" };
  return weighted
    ? readColumns(engine, stored, { ...own, documents: "documents" }, signal)
    : { ...(await readColumns(engine, stored, own, signal)), documents: null };
}
