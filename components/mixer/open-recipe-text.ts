import type { Recipe } from "@/core/recipe";
import { readRecipeJson } from "@/core/recipe-json";
import { planScoring } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";

/** Characters of a recipe's file; the longest recipe has far fewer. */
export const MOST_TEXT = 200_000;

/**
 * A recipe out of JSON that weighs the documents of a corpus.
 * @param where what holds the text, as the person knows it
 * @throws StudioError `invalid-input` that names what is wrong and where, also a rater or a domain the corpus lacks
 */
export function openRecipeText(text: string, where: string, statistics: CorpusStatistics): Recipe {
  const recipe = readRecipeJson(text, where);
  planScoring(recipe, statistics);
  return recipe;
}
