"use client";

import { useMemo } from "react";
import { useSeenRecipe } from "@/components/reader/seen-recipe";
import { StudioError } from "@/core/errors";
import { firstRecipe } from "@/core/presets";
import type { Recipe } from "@/core/recipe";
import { planScoring } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";

/** The recipe that scores are shown under, and where it comes from. */
export interface CurrentRecipe {
  readonly recipe: Recipe;
  readonly from: "link" | "mixer" | "published";
}

/** Whether documents of the corpus can be scored by a recipe. */
function suits(recipe: Recipe, statistics: CorpusStatistics): boolean {
  try {
    planScoring(recipe, statistics);
    return true;
  } catch (error) {
    if (error instanceof StudioError) return false;
    throw error;
  }
}

/**
 * The recipe of the link, else the one last seen in the mixer of the corpus, else the published one; one that does not suit
 * the corpus is passed over. Null for a corpus without raters.
 */
export function currentRecipe(
  linked: Recipe | null,
  seen: Recipe | null,
  statistics: CorpusStatistics,
): CurrentRecipe | null {
  if (linked !== null && suits(linked, statistics)) return { recipe: linked, from: "link" };
  if (seen !== null && suits(seen, statistics)) return { recipe: seen, from: "mixer" };
  const published = firstRecipe(statistics);
  return published === null ? null : { recipe: published, from: "published" };
}

/** @param linked recipe of the page's link */
export function useCurrentRecipe(
  corpusId: string,
  linked: Recipe | null,
  statistics: CorpusStatistics,
): CurrentRecipe | null {
  const seen = useSeenRecipe(corpusId);
  return useMemo(() => currentRecipe(linked, seen, statistics), [linked, seen, statistics]);
}
