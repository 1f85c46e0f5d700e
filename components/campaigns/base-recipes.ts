import { firstRecipe } from "@/core/presets";
import type { Recipe } from "@/core/recipe";
import type { CorpusStatistics } from "@/core/statistics";
import type { RecipeSummary } from "@/server/services/recipe/recipe-summary";

/** A recipe that a campaign can take everything but weights and budget from. */
export interface BaseRecipe {
  /** Of the saved version; "published" for the published one. */
  readonly id: string;
  readonly label: string;
  readonly recipe: Recipe;
}

/** The published recipe first, then every saved version by name, newest first. */
export function baseRecipes(statistics: CorpusStatistics, saved: readonly RecipeSummary[]): BaseRecipe[] {
  const published = firstRecipe(statistics);
  return [
    ...(published === null ? [] : [{ id: "published", label: "Published", recipe: published }]),
    ...saved.flatMap(({ name, versions }) =>
      versions.map(({ id, number, body }) => ({ id, label: `${name} v${String(number)}`, recipe: body })),
    ),
  ];
}
