import type { Recipe } from "@/core/recipe";
import { NOISE_COLUMN, noiseOf } from "@/core/scoring/noise";
import { withCorpus } from "@/server/duckdb/corpus-engine";
import type { DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { findNoise } from "@/server/services/corpus/find-noise";

export interface RankedBy {
  readonly fingerprint: string;
  readonly home: string;
  readonly recipe: Recipe;
}

const NOISY = "noisy_scores";

/**
 * Runs `fn` with a connection that sees all rows of a corpus with every column the recipe ranks by: `withCorpus`, and
 * beside it the noise where the recipe has a temperature.
 * @throws StudioError `not-found`, `cancelled`
 */
export async function withRankedCorpus<T>(
  { fingerprint, home, recipe }: RankedBy,
  fn: (engine: DuckDb, table: string) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const noise = noiseOf(recipe);
  if (noise === null) return withCorpus(fingerprint, fn, { home });
  const { file } = await findNoise({ fingerprint, home, seed: noise.seed }, signal);
  return withCorpus(
    fingerprint,
    async (engine, table) => {
      await engine.run(
        `CREATE OR REPLACE TEMP VIEW ${NOISY} AS SELECT scores.*, made.${NOISE_COLUMN} FROM ${table} AS scores ` +
          `JOIN read_parquet(${sqlText(file)}) AS made USING (ordinal)`,
        signal,
      );
      return fn(engine, NOISY);
    },
    { home },
  );
}
