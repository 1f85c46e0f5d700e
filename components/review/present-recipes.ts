import { firstRecipe } from "@/core/presets";
import type { Recipe } from "@/core/recipe";
import { proposalName } from "@/core/review/proposed-recipe";
import type { CorpusStatistics } from "@/core/statistics";
import type { RecipeSummary } from "@/server/services/recipe/recipe-summary";

/** A recipe that a proposal can be set beside, and saved after. */
export interface PresentRecipe {
  /** Of the saved version; "published" for the weights of the paper. */
  readonly id: string;
  readonly label: string;
  readonly recipe: Recipe;
  /** Name under which a proposal is saved after it. */
  readonly name: string;
}

export const PUBLISHED = "published";

/** The published weights first, then every saved version by name, newest first. */
export function presentRecipes(
  statistics: CorpusStatistics,
  saved: readonly RecipeSummary[],
  session: string,
): PresentRecipe[] {
  const published = firstRecipe(statistics);
  const name = proposalName(session);
  return [
    ...(published === null
      ? []
      : [{ id: PUBLISHED, label: "Published weights", recipe: { ...published, name }, name }]),
    ...saved.flatMap((recipe) =>
      recipe.versions.map(({ id, number, body }) => ({
        id,
        label: `${recipe.name} v${String(number)}`,
        recipe: body,
        name: recipe.name,
      })),
    ),
  ];
}

/** Number of the newest saved version of a name; 0 for none. */
export const newestOf = (saved: readonly RecipeSummary[], name: string): number =>
  saved.find((recipe) => recipe.name === name)?.versions[0]?.number ?? 0;
