import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";

/** Writes what a query answers to a Parquet file. */
export async function writeParquet(file: string, sql: string, options = ""): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const engine = await openDuckDb({
    temporaryFolder: path.join(tmpdir(), "studio-parquet-files"),
    folders: ["/"],
  });
  try {
    await engine.run(`COPY (${sql}) TO ${sqlText(file)} (FORMAT parquet${options})`);
  } finally {
    engine.close();
  }
}

/** The rows of JSONL files as one relation, each field as the column of its name. */
export const jsonRows = (files: string): string =>
  `SELECT * FROM read_json(${sqlText(files)}, format = 'newline_delimited', sample_size = -1)`;
