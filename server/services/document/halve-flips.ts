import { conditionSql } from "@/core/document-filter";
import type { RaterId } from "@/core/raters";
import { weightOf, type Recipe } from "@/core/recipe";
import { setWeight, totalWeight } from "@/core/recipe-edit";
import { rowNumber } from "@/core/row-number";
import { planScoring } from "@/core/scoring/plan";
import { halvingFlip } from "@/core/selection/flip-halving";
import { WEIGHT_STEP } from "@/core/selection/flip-search";
import { topWeight, type Flip } from "@/core/selection/flips";
import { selectedSql } from "@/core/selection/selected-sql";
import type { CorpusStatistics } from "@/core/statistics";
import { rankTogether, type RankedRows } from "@/server/services/selection/rank-together";
import { withRankedCorpus, type RankedBy } from "@/server/services/selection/ranked-corpus";

export interface HalvingWork {
  readonly of: RankedBy;
  readonly statistics: CorpusStatistics;
  readonly ordinal: number;
  /** Whether the document is in as the weights stand. */
  readonly isIn: boolean;
  readonly signal: AbortSignal;
}

type Search = ReturnType<typeof halvingFlip>;

/**
 * For each of some raters a weight that turns a document where bounds of domains or a cap on groups decide as well: whether it
 * is in is counted over the whole corpus for each weight that is tried. One weight of every rater is tried in one pass.
 */
export async function halveFlips(work: HalvingWork, raters: readonly RaterId[]): Promise<Flip[]> {
  const { recipe } = work.of;
  const searches = new Map(
    raters.map((rater): [RaterId, Search] => [rater, halvingFlip(reachOf(recipe, rater))]),
  );
  const turnsAt = new Map<RaterId, number>();
  let answers = new Map<RaterId, boolean>();
  while (searches.size > 0) {
    const tried = new Map<RaterId, Recipe>();
    for (const [rater, search] of searches) {
      const step = search.next(answers.get(rater) ?? false);
      if (step.done !== true) tried.set(rater, stepped(recipe, rater, step.value));
      else searches.delete(rater);
      if (step.done === true && step.value !== null)
        turnsAt.set(rater, weightOf(stepped(recipe, rater, step.value), rater));
    }
    answers = await turnedUnder(work, tried);
  }
  return raters.map((rater) => ({
    rater,
    weight: weightOf(recipe, rater),
    turnsAt: turnsAt.get(rater) ?? null,
  }));
}

/** Whether the filters of the recipe, which no weight moves, let the document in. */
export const passesFilters = ({ of, statistics, ordinal, signal }: HalvingWork): Promise<boolean> =>
  withRankedCorpus(
    of,
    async (engine, table) => {
      const conditions = planScoring(of.recipe, statistics).conditions.map(conditionSql);
      return counts(engine, table, [`ordinal = ${String(ordinal)}`, ...conditions], signal);
    },
    signal,
  );

const stepsOf = (recipe: Recipe, rater: RaterId): number => Math.round(weightOf(recipe, rater) / WEIGHT_STEP);

const stepped = (recipe: Recipe, rater: RaterId, by: number): Recipe =>
  setWeight(recipe, rater, (stepsOf(recipe, rater) + by) * WEIGHT_STEP);

function reachOf(recipe: Recipe, rater: RaterId): { readonly down: number; readonly up: number } {
  const steps = stepsOf(recipe, rater);
  const isAlone = totalWeight(setWeight(recipe, rater, 0)) === 0;
  const up = Math.round(topWeight(recipe) / WEIGHT_STEP) - steps;
  return { down: isAlone ? steps - 1 : steps, up };
}

async function turnedUnder(
  { of: { fingerprint, home }, statistics, ordinal, isIn, signal }: HalvingWork,
  tried: ReadonlyMap<RaterId, Recipe>,
): Promise<Map<RaterId, boolean>> {
  const raterOf = new Map([...tried].map(([rater, recipe]) => [recipe, rater]));
  const turned = new Map<RaterId, boolean>();
  const take = async (recipe: Recipe, { engine, scored, cuts }: RankedRows): Promise<void> => {
    const rater = raterOf.get(recipe);
    const selected = await counts(
      engine,
      scored,
      [`ordinal = ${String(ordinal)}`, selectedSql(cuts)],
      signal,
    );
    if (rater !== undefined) turned.set(rater, selected !== isIn);
  };
  await rankTogether({ fingerprint, home, statistics }, [...tried.values()], take, signal);
  return turned;
}

/** Whether there is a row that meets all conditions. */
async function counts(
  engine: RankedRows["engine"],
  rows: string,
  conditions: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  const [row] = await engine.query(
    `SELECT count(*) AS rows FROM ${rows} AS ranked WHERE ${conditions.map((one) => `(${one})`).join(" AND ")}`,
    signal,
  );
  return row !== undefined && rowNumber(row, "rows") > 0;
}
