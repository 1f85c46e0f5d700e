"use client";

import type { MixerState, MixerStore } from "@/components/mixer/mixer-store";
import { hasWeight } from "@/components/mixer/preview-source";
import { recipeQuery } from "@/core/recipe-url";

/**
 * Keeps the address bar at the recipe that is seen, written when the hand lets go. `replaceState` leaves the history of the
 * browser alone: undo belongs to the mixer. Returns what ends it.
 */
export function keepRecipeInUrl(store: MixerStore): () => void {
  let written = store.getState().recipe;
  const write = ({ recipe, grabbed }: MixerState) => {
    if (grabbed !== null || recipe === written || !hasWeight(recipe)) return;
    written = recipe;
    window.history.replaceState(null, "", recipeQuery(recipe));
  };
  return store.subscribe(write);
}
