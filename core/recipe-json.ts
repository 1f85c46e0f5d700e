import { StudioError } from "@/core/errors";
import { parseRecipe, type Recipe } from "@/core/recipe";

/** A recipe as the text of a JSON file, which the mixer and the command line both read. */
export const writeRecipeJson = (recipe: Recipe): string => `${JSON.stringify(recipe, null, 2)}\n`;

/**
 * Reads what `writeRecipeJson` wrote, or a person.
 * @param where what holds the text, as the person knows it: the path of a file
 * @throws StudioError `invalid-input` that names the place in the text, or each field and what is wrong with it
 */
export function readRecipeJson(text: string, where: string): Recipe {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new StudioError(
      "invalid-input",
      `${where} is not JSON: ${what}.`,
      "The mixer, or npm run studio -- recipe show, writes a valid one.",
    );
  }
  return parseRecipe(json);
}
