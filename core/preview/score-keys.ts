import type { SqlEngine } from "@/core/engine";
import { momentColumns } from "@/core/preview/moments-sql";
import type { SampleTable } from "@/core/preview/sample-table";

/** Table of what the rows of a score table bring to every count, whatever their scores: made once, row by row that table's. */
export const keysName = ({ name }: SampleTable): string => `keys_${name}`;

/** Whether rows stand for more than themselves, so that what is counted over them has an error. */
export const isWeighted = ({ size }: SampleTable): boolean => size !== undefined && size.rows > 0;

/** Ordinal, domain, and the tokens and documents a row stands for; where these are estimates, what their errors are made of. */
export async function makeKeys(engine: SqlEngine, table: SampleTable, signal?: AbortSignal): Promise<void> {
  const moments = isWeighted(table) ? `, ${momentColumns()}` : "";
  await engine.query(
    `CREATE OR REPLACE TEMP TABLE ${keysName(table)} AS SELECT *${moments} FROM (SELECT ordinal, domain, ` +
      `tokens::DOUBLE / inclusion::DOUBLE AS tokens, '1'::DOUBLE / inclusion::DOUBLE AS documents FROM ${table.name}) AS keyed`,
    signal,
  );
}
