import { fullVector } from "@/components/campaigns/full-vector";
import { vectorWeights } from "@/core/campaign/proxy-weights";
import type { Recipe } from "@/core/recipe";

/**
 * The recipe a campaign's base becomes with learned weights.
 * @param shares one a column, sum 1, at most 6 decimals
 */
export const learnedRecipe = (
  { note: _note, ...base }: Recipe,
  columns: readonly string[],
  shares: readonly number[],
  name: string,
): Recipe => ({ ...base, name, weights: vectorWeights(fullVector(columns, shares)) });
