import { readFile } from "node:fs/promises";
import { StudioError } from "@/core/errors";
import { parseRecipe, type Recipe } from "@/core/recipe";

/** A recipe out of a JSON file. @throws StudioError `not-found`, `invalid-input` that names the file */
export async function readRecipeFile(file: string): Promise<Recipe> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new StudioError("not-found", `${file} cannot be read.`, "Check the path of the recipe.");
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new StudioError(
      "invalid-input",
      `${file} is not JSON: ${what}.`,
      "npm run studio -- recipe show prints a valid one.",
    );
  }
  return parseRecipe(json);
}
