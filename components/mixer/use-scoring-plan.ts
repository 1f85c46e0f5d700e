"use client";

import { useMemo } from "react";
import { useMixer, useMixerCorpus } from "@/components/mixer/mixer-context";
import { StudioError } from "@/core/errors";
import type { Recipe } from "@/core/recipe";
import { planScoring, type ScoringPlan } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";

/** The plan of a recipe; null where it has none, such as while every weight is 0. */
export function scoringPlanOf(recipe: Recipe, statistics: CorpusStatistics): ScoringPlan | null {
  try {
    return planScoring(recipe, statistics);
  } catch (error) {
    if (error instanceof StudioError) return null;
    throw error;
  }
}

/** The plan of the recipe at rest: it stands still during a drag. */
export function useScoringPlan(): ScoringPlan | null {
  const { statistics } = useMixerCorpus();
  const recipe = useMixer((state) => state.grabbed ?? state.recipe);
  return useMemo(() => scoringPlanOf(recipe, statistics), [recipe, statistics]);
}
