import { raterOf, RATER_IDS, type Family, type RaterId } from "@/core/raters";
import { directionOf, weightOf, type Recipe } from "@/core/recipe";
import type { CorpusStatistics } from "@/core/statistics";

type Weights = Recipe["weights"];

/** Weights carry at most 6 decimals: sums are made exact in millionths. */
const MILLIONTHS = 1_000_000;
const toMillionths = (weight: number): number => Math.round(weight * MILLIONTHS);
const toWeight = (millionths: number): number => Number((millionths / MILLIONTHS).toFixed(6));

/** Raters of one family, or all. */
const ratersOf = (family?: Family): RaterId[] =>
  RATER_IDS.filter((rater) => family === undefined || raterOf(rater).family === family);

/** Sum of weights without the dust of binary fractions; 1 is 100 points. */
export const totalWeight = (recipe: Recipe, family?: Family): number =>
  toWeight(ratersOf(family).reduce((sum, rater) => sum + toMillionths(weightOf(recipe, rater)), 0));

const withWeights = (recipe: Recipe, changes: Weights): Recipe =>
  Object.entries(changes).every(([rater, weight]) => recipe.weights[rater as RaterId] === weight)
    ? recipe
    : { ...recipe, weights: { ...recipe.weights, ...changes } };

/** A new weight where nothing else changes, cut to 6 decimals and never below 0. */
export const setWeight = (recipe: Recipe, rater: RaterId, weight: number): Recipe =>
  withWeights(recipe, { [rater]: toWeight(toMillionths(Math.max(0, weight))) });

/** More becomes worse, or better again. */
export const turnDirection = (recipe: Recipe, rater: RaterId): Recipe => ({
  ...recipe,
  directions: { ...recipe.directions, [rater]: directionOf(recipe, rater) === 1 ? -1 : 1 },
});

/** One rater alone: the others that are not locked get 0; without a weight it takes its published one. */
export function soloWeight(recipe: Recipe, rater: RaterId, locked: ReadonlySet<RaterId>): Recipe {
  const changes: Weights = {};
  for (const id of RATER_IDS) if (!locked.has(id) && weightOf(recipe, id) > 0) changes[id] = 0;
  return withWeights(recipe, {
    ...changes,
    [rater]: weightOf(recipe, rater) || raterOf(rater).publishedWeight,
  });
}

/**
 * Scales the weights that are not locked (of one family, or all) until all 25 sum to exactly 1. The same recipe where
 * that cannot be: what may move is 0, or what may not move is already 1 or more.
 */
export function normaliseWeights(recipe: Recipe, locked: ReadonlySet<RaterId>, family?: Family): Recipe {
  const free = ratersOf(family).filter((rater) => !locked.has(rater) && weightOf(recipe, rater) > 0);
  const held = RATER_IDS.filter((rater) => !free.includes(rater));
  const rest = MILLIONTHS - held.reduce((sum, rater) => sum + toMillionths(weightOf(recipe, rater)), 0);
  if (free.length === 0 || rest <= 0) return recipe;
  return withWeights(
    recipe,
    sharedOut(free, (rater) => weightOf(recipe, rater), rest),
  );
}

/** Published weights (of one family, or all) again, locked ones left alone; a rater the corpus lacks keeps 0. */
export function resetWeights(
  recipe: Recipe,
  locked: ReadonlySet<RaterId>,
  statistics: CorpusStatistics,
  family?: Family,
): Recipe {
  const free = ratersOf(family).filter((rater) => !locked.has(rater));
  const published = (rater: RaterId) =>
    statistics.raters[rater] === null ? 0 : raterOf(rater).publishedWeight;
  return withWeights(recipe, Object.fromEntries(free.map((rater) => [rater, published(rater)])));
}

/** Weights in proportion to `partOf` that sum to `millionths` exactly, by the method of the largest remainders. */
export function sharedOut(
  raters: readonly RaterId[],
  partOf: (rater: RaterId) => number,
  millionths = MILLIONTHS,
): Weights {
  const total = raters.reduce((sum, rater) => sum + partOf(rater), 0);
  const quotas = raters.map((rater) => {
    const exact = (partOf(rater) / total) * millionths;
    return { rater, whole: Math.floor(exact), remainder: exact - Math.floor(exact) };
  });
  let left = millionths - quotas.reduce((sum, { whole }) => sum + whole, 0);
  const weights: Weights = {};
  for (const { rater, whole } of quotas.toSorted((a, b) => b.remainder - a.remainder)) {
    weights[rater] = toWeight(whole + (left > 0 ? 1 : 0));
    left -= 1;
  }
  return weights;
}
