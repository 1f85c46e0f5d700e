import type { RecipeVersion } from "@/generated/sqlite/client";
import { parseRecipe, type Recipe } from "@/core/recipe";

/** One immutable state of a saved recipe. */
export interface RecipeVersionSummary {
  readonly id: string;
  readonly recipeId: string;
  readonly number: number;
  readonly recipeHash: string;
  readonly note: string;
  readonly createdAt: Date;
  readonly body: Recipe;
}

/** A saved recipe with its versions, newest first. */
export interface RecipeSummary {
  readonly id: string;
  readonly name: string;
  readonly versions: readonly RecipeVersionSummary[];
}

export const toRecipeVersionSummary = (version: RecipeVersion): RecipeVersionSummary => ({
  id: version.id,
  recipeId: version.recipeId,
  number: version.number,
  recipeHash: version.recipeHash,
  note: version.note,
  createdAt: version.createdAt,
  body: parseRecipe(version.body),
});
