import { rm } from "node:fs/promises";
import type { DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { MAX_LINE_BYTES } from "@/server/services/corpus/importing/read-lines";
import { STAGED_COLUMNS, type StagingPaths } from "@/server/services/corpus/importing/staged-columns";

/** Text of a slice that becomes a row group; a group stays below 4 MB unless one document alone is larger. */
const SLICE_BYTES = 3_000_000;

/** A cleaned line is never longer than its source but for the numbers the studio adds. */
const OBJECT_BYTES = MAX_LINE_BYTES + 64 * 1024;

/** A staged JSON file as a relation. */
export function readStaged(file: string, columns: Readonly<Record<string, string>>): string {
  const types = Object.entries(columns).map(([name, type]) => `${name}: '${type}'`);
  return `read_json(${sqlText(file)}, format = 'newline_delimited', records = true, maximum_object_size = ${String(OBJECT_BYTES)}, columns = {${types.join(", ")}})`;
}

/** Turns the two JSON files of a part into Parquet and deletes them. */
export async function convertPart(
  engine: DuckDb,
  paths: StagingPaths,
  part: number,
  signal: AbortSignal,
): Promise<void> {
  await engine.run(
    `COPY (SELECT * FROM ${readStaged(paths.scoresJson(part), STAGED_COLUMNS)}) TO ${sqlText(paths.scores(part))} (FORMAT parquet)`,
    signal,
  );
  await writeTextPart(
    engine,
    readStaged(paths.textJson(part), { doc_id: "VARCHAR", text: "VARCHAR" }),
    paths.text(part),
    signal,
  );
  await rm(paths.scoresJson(part));
  await rm(paths.textJson(part));
}

/**
 * Writes (doc_id, text) sorted by id in row groups of about 3 MB. DuckDB closes a row group between chunks of 2,048
 * rows only, which can be 100 MB of text; a UNION of slices makes the chunks small.
 */
export async function writeTextPart(
  engine: DuckDb,
  source: string,
  target: string,
  signal: AbortSignal,
): Promise<void> {
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE part_text AS
     SELECT doc_id, text, (sum(strlen(text)) OVER (ORDER BY doc_id ROWS UNBOUNDED PRECEDING) // ${String(SLICE_BYTES)})::INTEGER AS slice
     FROM ${source} ORDER BY doc_id`,
    signal,
  );
  const slices = await engine.query("SELECT DISTINCT slice FROM part_text ORDER BY slice", signal);
  const selects = slices.map(
    ({ slice }) => `SELECT doc_id, text FROM part_text WHERE slice = ${String(slice)}`,
  );
  const rows = selects.length === 0 ? "SELECT doc_id, text FROM part_text" : selects.join(" UNION ALL ");
  // ROW_GROUP_SIZE_BYTES is refused while insertion order is preserved; one thread keeps the slices in order.
  await engine.run("SET preserve_insertion_order = false; SET threads = 1", signal);
  try {
    await engine.run(
      `COPY (${rows}) TO ${sqlText(target)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE_BYTES ${String(SLICE_BYTES)})`,
      signal,
    );
  } finally {
    await engine.run("SET preserve_insertion_order = true; RESET threads; DROP TABLE part_text");
  }
}
