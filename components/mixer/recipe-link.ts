"use client";

import type { MixerCorpus } from "@/components/mixer/mixer-context";
import type { MixerState, MixerStore } from "@/components/mixer/mixer-store";
import { hasWeight } from "@/components/mixer/preview-source";
import { rememberRecipe } from "@/components/reader/seen-recipe";
import { setParameters, withParameters } from "@/components/ui/url-parameters";
import { encodeRecipe, RECIPE_PARAMETER } from "@/core/recipe-url";

/** Parameter that names the version of the corpus. */
const VERSION_PARAMETER = "version";
/** Parameter that holds the id of the saved version a draft began with. */
export const SAVED_PARAMETER = "saved";

type Linked = Pick<MixerState, "recipe" | "saved">;

const parametersOf = ({ recipe, saved }: Linked, { number }: Pick<MixerCorpus, "number">) => ({
  [RECIPE_PARAMETER]: encodeRecipe(recipe),
  [VERSION_PARAMETER]: String(number),
  [SAVED_PARAMETER]: saved?.versionId ?? null,
});

/** The link that shows again what is seen: corpus version, recipe, and what else the address says. */
export const mixerLink = (state: Linked, corpus: Pick<MixerCorpus, "number">): string =>
  withParameters(window.location.href, parametersOf(state, corpus));

/**
 * Keeps the address bar at the recipe that is seen, written when the hand lets go, and remembers it for the other pages of
 * the corpus. The history of the browser is left alone: undo belongs to the mixer. Returns what ends it.
 */
export function keepRecipeInUrl(store: MixerStore, corpus: Pick<MixerCorpus, "id" | "number">): () => void {
  let written: Linked = store.getState();
  if (hasWeight(written.recipe)) rememberRecipe(corpus.id, written.recipe);
  const write = (state: MixerState) => {
    const { recipe, saved, grabbed } = state;
    if (grabbed !== null || (recipe === written.recipe && saved === written.saved) || !hasWeight(recipe))
      return;
    written = state;
    setParameters(parametersOf(state, corpus));
    rememberRecipe(corpus.id, recipe);
  };
  return store.subscribe(write);
}
