import { existsSync } from "node:fs";
import path from "node:path";
import { StudioError } from "@/core/errors";
import { openDuckDb, openDuckDbInstance, type DuckDb, type DuckDbOptions } from "@/server/duckdb/engine";
import { InstancePool } from "@/server/duckdb/instance-pool";
import { sqlText } from "@/server/duckdb/sql-literal";
import { corpusPath, studioHome } from "@/server/storage/home";

/** Name of the view over the whole score table of a corpus (core/score-table.ts). */
export const SCORES = "scores";

/** A question about a corpus of any size is answered in seconds; one that takes longer is meant to take long. */
const STATEMENT_MS = 600_000;

/** Kept on `globalThis`: a development server evaluates modules again and must not open a second pool. */
const opened: typeof globalThis & { studioCorpora?: InstancePool } = globalThis;

/**
 * Runs `fn` with a connection that sees all rows of a corpus as table `scores`, each with inclusion 1. Those who ask for
 * the same corpus share one DuckDB, which stays open for a while; with options of its own a caller gets one to itself.
 * @throws StudioError `not-found` when no corpus of that fingerprint lies in the studio's folder.
 */
export async function withCorpus<T>(
  fingerprint: string,
  fn: (engine: DuckDb, table: string) => Promise<T>,
  { home = studioHome(), ...options }: DuckDbOptions & { readonly home?: string } = {},
): Promise<T> {
  const file = path.join(corpusPath(fingerprint, home), "scores.parquet");
  if (!existsSync(file)) {
    throw new StudioError(
      "not-found",
      `The files of corpus ${fingerprint.slice(0, 12)} are gone: ${file} does not exist.`,
      "Import the corpus again; the same documents give the same fingerprint.",
    );
  }
  if (Object.keys(options).length > 0) return withPrivate(file, fn, { folders: [home], ...options });
  opened.studioCorpora ??= new InstancePool();
  return opened.studioCorpora.use(
    file,
    async () => {
      const instance = await openDuckDbInstance({ folders: [home], statementMs: STATEMENT_MS });
      const engine = await instance.connect();
      await engine.run(viewSql(file));
      engine.close();
      return instance;
    },
    (engine) => fn(engine, SCORES),
  );
}

async function withPrivate<T>(
  file: string,
  fn: (engine: DuckDb, table: string) => Promise<T>,
  options: DuckDbOptions,
): Promise<T> {
  const engine = await openDuckDb(options);
  try {
    await engine.run(viewSql(file));
    return await fn(engine, SCORES);
  } finally {
    engine.close();
  }
}

const viewSql = (file: string): string =>
  `CREATE VIEW ${SCORES} AS SELECT * REPLACE (1::FLOAT AS inclusion) FROM read_parquet(${sqlText(file)})`;
