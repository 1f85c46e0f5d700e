import { ITEM_KINDS, readItemKey } from "@/core/comparison/item";
import { StudioError } from "@/core/errors";
import { parseRecipe } from "@/core/recipe";
import { recipeHash } from "@/core/recipe-identity";
import { readRecipeFile } from "@/server/cli/read-recipe-file";
import { findItems, type FoundItem } from "@/server/services/comparison/find-items";
import type { Context } from "@/server/services/context";

/**
 * What a person names to be compared: a file of a recipe, or a saved version, a selection or a run by id or as "run:<id>".
 * @throws StudioError `invalid-input` for a file that holds no recipe, `not-found`
 */
export const comparedItem = (ctx: Context, wanted: string): Promise<FoundItem> =>
  wanted.endsWith(".json") ? itemOfFile(wanted) : itemOfId(ctx, wanted);

async function itemOfFile(file: string): Promise<FoundItem> {
  const recipe = parseRecipe(await readRecipeFile(file));
  return {
    // No id of the studio's holds a dot.
    ref: { kind: "version", id: file.slice(-64) },
    label: recipe.name,
    recipe,
    recipeHash: recipeHash(recipe),
    ...{ own: null, selection: null, run: null, confirmed: null, archived: false },
  };
}

async function itemOfId(ctx: Context, wanted: string): Promise<FoundItem> {
  const key = readItemKey(wanted);
  const refs = key === null ? ITEM_KINDS.map((kind) => ({ kind, id: wanted })) : [key];
  const [found] = (await findItems(ctx, refs)).items;
  if (found !== undefined) return found;
  throw new StudioError(
    "not-found",
    `There is no saved version, selection or run "${wanted}".`,
    "Name a file that ends in .json, or an id that a page of the studio shows.",
  );
}
