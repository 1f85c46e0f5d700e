import { fullVector } from "@/core/campaign/full-vector";
import { vectorWeights } from "@/core/campaign/proxy-weights";
import type { Recipe } from "@/core/recipe";
import { without } from "@/core/without";

/**
 * The recipe a campaign's base becomes with learned weights.
 * @param shares one a column, sum 1, at most 6 decimals
 */
export const learnedRecipe = (
  base: Recipe,
  columns: readonly string[],
  shares: readonly number[],
  name: string,
): Recipe => ({ ...without(base, "note"), name, weights: vectorWeights(fullVector(columns, shares)) });
