import { existsSync } from "node:fs";
import path from "node:path";
import type { SqlEngine } from "@/core/engine";
import { StudioError } from "@/core/errors";
import { openDuckDb, type DuckDbOptions } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { corpusPath, studioHome } from "@/server/storage/home";

/** Name of the view over the whole score table of a corpus (core/score-table.ts). */
export const SCORES = "scores";

/**
 * Runs `fn` with an engine that sees all rows of a corpus as table `scores`, each with inclusion 1.
 * @throws StudioError `not-found` when no corpus of that fingerprint lies in the studio's folder.
 */
export async function withCorpus<T>(
  fingerprint: string,
  fn: (engine: SqlEngine, table: string) => Promise<T>,
  options: DuckDbOptions & { readonly home?: string } = {},
): Promise<T> {
  const file = path.join(corpusPath(fingerprint, options.home ?? studioHome()), "scores.parquet");
  if (!existsSync(file)) {
    throw new StudioError(
      "not-found",
      `The files of corpus ${fingerprint.slice(0, 12)} are gone: ${file} does not exist.`,
      "Import the corpus again; the same documents give the same fingerprint.",
    );
  }
  const engine = await openDuckDb(options);
  try {
    await engine.run(
      `CREATE VIEW ${SCORES} AS SELECT * REPLACE (1::FLOAT AS inclusion) FROM read_parquet(${sqlText(file)})`,
    );
    return await fn(engine, SCORES);
  } finally {
    engine.close();
  }
}
