import type { DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { DIGEST_QUARTERS } from "@/server/services/corpus/importing/staged-columns";

/** Columns that hold the first 16 bytes of a row's sha256: as numbers they take and compare as little as can be. */
export const DIGEST_COLUMNS = ["digest_high", "digest_low"] as const;

/**
 * Writes which documents a corpus holds, in the order of their ids: ordinal, doc_id and a digest of the whole row, so that two
 * versions can be compared without reading their texts.
 * @param relation selectable rows in that order, with columns id and `DIGEST_QUARTERS`; @param ordinal SQL of the ordinal
 */
export async function writeDigests(
  engine: DuckDb,
  relation: string,
  ordinal: string,
  target: string,
  signal: AbortSignal,
): Promise<void> {
  const [high, low] = DIGEST_COLUMNS;
  const [first, second] = DIGEST_QUARTERS;
  await engine.run(
    `COPY (SELECT ${ordinal}, id AS doc_id, ${first} AS ${high}, ${second} AS ${low} FROM ${relation})
     TO ${sqlText(target)} (FORMAT parquet)`,
    signal,
  );
}
