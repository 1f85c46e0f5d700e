import { readFile } from "node:fs/promises";
import { StudioError } from "@/core/errors";
import type { Recipe } from "@/core/recipe";
import { readRecipeJson } from "@/core/recipe-json";

/** A recipe out of a JSON file. @throws StudioError `not-found`, `invalid-input` that names the file */
export async function readRecipeFile(file: string): Promise<Recipe> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new StudioError("not-found", `${file} cannot be read.`, "Check the path of the recipe.");
  });
  return readRecipeJson(text, file);
}
