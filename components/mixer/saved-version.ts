import type { SavedVersion } from "@/components/mixer/mixer-store";
import type { RecipeSummary, RecipeVersionSummary } from "@/server/services/recipe/recipe-summary";

/** @param newest number of the newest version of the name that this window has seen */
export const savedVersion = (
  { id, number, recipeHash }: RecipeVersionSummary,
  name: string,
  newest: number,
): SavedVersion => ({ versionId: id, name, number, recipeHash, newest });

/**
 * The version a link says its draft began with; null where there is none such. What was saved after it counts as not seen:
 * the link may be older.
 */
export function linkedVersion(recipes: readonly RecipeSummary[], versionId: string): SavedVersion | null {
  for (const { name, versions } of recipes) {
    const found = versions.find(({ id }) => id === versionId);
    if (found !== undefined) return savedVersion(found, name, found.number);
  }
  return null;
}

/** Number of the newest version of a name that a draft knows of, 0 for none. */
export const newestSeen = (saved: SavedVersion | null, name: string): number =>
  saved?.name === name ? saved.newest : 0;

/** The name of a recipe that is kept beside one of the same name. */
export const anotherName = (name: string, taken: ReadonlySet<string>): string => {
  for (let number = 2; ; number += 1) {
    const other = `${name} (${String(number)})`;
    if (!taken.has(other)) return other;
  }
};
