import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";

/** Bytes after which a row group is closed; DuckDB closes it between chunks of rows only. */
const GROUP_BYTES = 3_000_000;
/** Half the time of DuckDB's default of 3 for an eighth more bytes. */
const ZSTD_LEVEL = 1;

/** DuckDB takes a limit in bytes only while it may reorder rows; one thread has no reason to. */
const KEEP_GROUPS = "SET preserve_insertion_order = false; SET threads = 1";
const RESET = "RESET preserve_insertion_order; RESET threads";

/** An engine for `packTexts` alone. */
export async function openPacker(temporaryFolder: string): Promise<DuckDb> {
  const engine = await openDuckDb({ temporaryFolder, threads: 1, memoryMb: 256 });
  await engine.run(KEEP_GROUPS);
  return engine;
}

/**
 * Packs (doc_id, text) into a text part of a corpus, in the row groups the source has them in.
 * @param source SQL of a relation sorted by id
 */
export async function packTexts(
  engine: DuckDb,
  source: string,
  target: string,
  signal: AbortSignal,
): Promise<void> {
  await engine.run(
    `COPY (SELECT doc_id, text FROM ${source}) TO ${sqlText(target)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL ${String(ZSTD_LEVEL)}, ROW_GROUP_SIZE_BYTES ${String(GROUP_BYTES)})`,
    signal,
  );
}

/** Runs `work` while an engine that does other things too packs texts. */
export async function whilePacking(engine: DuckDb, work: () => Promise<void>): Promise<void> {
  await engine.run(KEEP_GROUPS);
  try {
    await work();
  } finally {
    await engine.run(RESET);
  }
}
