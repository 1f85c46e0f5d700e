import { seedOf, type Recipe } from "@/core/recipe";

/** What a temperature makes of a ranking: documents are ranked by score ÷ temperature + noise instead of the score. */
export interface Noise {
  readonly temperature: number;
  readonly seed: number;
}

/**
 * Column that a score table needs besides where there is a temperature, FLOAT without NULLs: Gumbel noise
 * −ln(−ln u), u = (k + ½)/2³², k the first 32 bits of sha256 of "seed:id". Engines differ in ln, so the server makes
 * it once for a corpus and a seed.
 */
export const NOISE_COLUMN = "noise";

/** No noise lies outside: u keeps 2⁻³³ away from 0 and 1. */
export const NOISE_ENDS = { low: -3.2, high: 22.9 } as const;

/** Null for a recipe that ranks by the score itself. */
export const noiseOf = (recipe: Recipe): Noise | null =>
  recipe.temperature === undefined ? null : { temperature: recipe.temperature, seed: seedOf(recipe) };
