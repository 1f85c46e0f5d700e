import { WHOLE } from "@/core/campaign/weight-bounds";
import type { ProxyRole } from "@/core/campaign/proxy-roles";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { weightOf, type Budget, type Recipe } from "@/core/recipe";

/** One weight a rater, in the order of `RATER_IDS`, in whole millionths. */
export type WeightVector = readonly number[];

/** Ranks by noise alone: no score differs by more than a few units, divided by this. */
const RANDOM_TEMPERATURE = 1_000_000;

/** The weights as a recipe writes them; raters without weight are left out. */
export const vectorWeights = (vector: WeightVector): Recipe["weights"] =>
  Object.fromEntries(
    RATER_IDS.flatMap((rater, at) => {
      const weight = vector[at] ?? 0;
      return weight === 0 ? [] : [[rater, weight / WHOLE] as const];
    }),
  );

/** A vector of all raters from one of those that a corpus has. */
export function spreadVector(weights: readonly number[], present: readonly RaterId[]): number[] {
  const byRater = new Map(present.map((rater, at) => [rater, weights[at] ?? 0]));
  return RATER_IDS.map((rater) => byRater.get(rater) ?? 0);
}

/** The weights of a recipe as a vector; they need not sum to 1. */
export const recipeVector = (recipe: Pick<Recipe, "weights">): number[] =>
  RATER_IDS.map((rater) => Math.round((recipe.weights[rater] ?? 0) * WHOLE));

export interface ProxyRecipe {
  readonly name: string;
  readonly base: Recipe;
  readonly vector: WeightVector;
  readonly budget: Budget;
  readonly role: ProxyRole;
  /** Of the noise that draws documents at random. */
  readonly seed: number;
}

/** What a proxy selects by: everything of the base recipe but weights and budget, and for `random` noise instead of scores. */
export function proxyRecipe({ name, base, vector, budget, role, seed }: ProxyRecipe): Recipe {
  return {
    ...base,
    name: name.slice(0, 120).trim(),
    weights: vectorWeights(vector),
    budget,
    note: undefined,
    ...(role === "random" ? { temperature: RANDOM_TEMPERATURE, seed } : {}),
  };
}

/** Weight of each of these raters in a recipe, scaled to sum to 1; null where all are 0. */
export function priorOf(recipe: Recipe, raters: readonly RaterId[]): number[] | null {
  const weights = raters.map((rater) => weightOf(recipe, rater));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total === 0 ? null : weights.map((weight) => weight / total);
}
