import type { Recipe } from "@/core/recipe";
import { noiseOf } from "@/core/scoring/noise";
import { planScoring, type ScoringPlan } from "@/core/scoring/plan";
import { oneOfSql, scoredTogetherSql } from "@/core/scoring/score-sql";
import { cutScored, settleScored } from "@/core/selection/cut-ranking";
import type { PoolCut } from "@/core/selection/locate-cuts";
import type { CorpusStatistics } from "@/core/statistics";
import type { DuckDb } from "@/server/duckdb/engine";
import { withRankedCorpus } from "@/server/services/selection/ranked-corpus";

export interface RankedCorpus {
  readonly fingerprint: string;
  readonly home: string;
  readonly statistics: CorpusStatistics;
}

/** What a recipe makes of a corpus, as long as the connection is there. */
export interface RankedRows {
  readonly engine: DuckDb;
  readonly plan: ScoringPlan;
  readonly cuts: readonly PoolCut[];
  /** Rows of `scoredSql`: a query in parentheses, or the name of a table that the next recipe replaces. */
  readonly scored: string;
  /** Name of the score table they come from, with noise and groups where the recipe needs them. */
  readonly table: string;
}

const BINS = 4096;
/** Recipes scored in one pass, and scores held in one table: 8 bytes each, of the memory that DuckDB has. */
export interface PassSize {
  readonly recipes: number;
  readonly scores: number;
}
const FOR_A_PAGE: PassSize = { recipes: 8, scores: 16_000_000 };
const TOGETHER = "ranked_together";

/**
 * Ranks a corpus by recipes and finds their cuts, several recipes in one pass over the score table: a pass for eight takes
 * little more than twice as long as a pass for one.
 * @param take called for each recipe, one after the other; what needs the same noise comes together
 * @throws StudioError `invalid-input` for a recipe that does not suit the corpus, `not-found`, `cancelled`
 */
export async function rankTogether(
  corpus: RankedCorpus,
  recipes: readonly Recipe[],
  take: (recipe: Recipe, rows: RankedRows) => Promise<void>,
  signal: AbortSignal,
  size = FOR_A_PAGE,
): Promise<void> {
  const { fingerprint, home, statistics } = corpus;
  for (const some of passes(recipes, statistics.documents, size)) {
    const [recipe] = some;
    if (recipe === undefined) continue;
    const planned = some.map((one) => ({ recipe: one, plan: planScoring(one, statistics) }));
    await withRankedCorpus(
      { fingerprint, home, recipe },
      async (engine, table) => {
        const together = scoredTogetherSql(
          planned.map(({ plan }) => plan),
          table,
        );
        await engine.run(`CREATE OR REPLACE TEMP TABLE ${TOGETHER} AS ${together}`, signal);
        for (const [at, one] of planned.entries()) {
          const scored = await settleScored(engine, one.plan, oneOfSql(TOGETHER, at, one.plan), signal);
          const cuts = await cutScored(engine, scored, one.plan, { bins: BINS, signal });
          await take(one.recipe, { engine, plan: one.plan, cuts, scored, table });
        }
      },
      signal,
    );
  }
}

/** Recipes that are scored in one pass: those that need the same columns beside the scores. */
function passes(recipes: readonly Recipe[], documents: number, size: PassSize): Recipe[][] {
  const together = Math.max(1, Math.min(size.recipes, Math.floor(size.scores / Math.max(1, documents))));
  const needs = [...new Set(recipes.map(neededBy))];
  return needs.flatMap((needed) => {
    const own = recipes.filter((recipe) => neededBy(recipe) === needed);
    return Array.from({ length: Math.ceil(own.length / together) }, (_, pass) =>
      own.slice(pass * together, (pass + 1) * together),
    );
  });
}

/** The noise of which seed, and whether groups. */
const neededBy = (recipe: Recipe): string =>
  [noiseOf(recipe)?.seed ?? "", recipe.cap === undefined ? "" : "groups"].join(" ");
