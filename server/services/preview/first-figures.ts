import { exactPreview } from "@/core/preview/exact-preview";
import { firstRecipe } from "@/core/presets";
import { recipeHash } from "@/core/recipe-identity";
import type { CorpusStatistics } from "@/core/statistics";
import type { DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { writeFigures } from "@/server/services/preview/figures-file";

/** Every row counts as itself; the sample is for the browser. */
const WHOLE = "whole_scores";

/** Counts what the mixer opens with, so that its first picture need not wait; nothing for a corpus without any rater. */
export async function writeFirstFigures(
  engine: DuckDb,
  corpusFolder: string,
  scores: string,
  statistics: CorpusStatistics,
  signal: AbortSignal,
): Promise<void> {
  const recipe = firstRecipe(statistics);
  if (recipe === null) return;
  await engine.run(
    `CREATE OR REPLACE TEMP VIEW ${WHOLE} AS SELECT * REPLACE (1::FLOAT AS inclusion) FROM read_parquet(${sqlText(scores)})`,
    signal,
  );
  const figures = await exactPreview(engine, WHOLE, recipe, statistics, { signal });
  await writeFigures(corpusFolder, recipeHash(recipe), figures);
}
