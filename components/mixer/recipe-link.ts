"use client";

import type { MixerCorpus } from "@/components/mixer/mixer-context";
import type { MixerState, MixerStore } from "@/components/mixer/mixer-store";
import { hasWeight } from "@/components/mixer/preview-source";
import { rememberRecipe } from "@/components/reader/seen-recipe";
import { setParameters, withParameters } from "@/components/ui/url-parameters";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { encodeRecipe, RECIPE_PARAMETER } from "@/core/recipe-url";

/** Parameter that names the version of the corpus. */
const VERSION_PARAMETER = "version";
/** Parameter that holds the id of the saved version a draft began with. */
export const SAVED_PARAMETER = "saved";
/** Parameter that names the raters whose weights are held. */
export const LOCKED_PARAMETER = "locked";
const BETWEEN_LOCKED = ".";

type Linked = Pick<MixerState, "recipe" | "saved" | "locked">;

/** The raters that a link holds; names of no rater hold nothing. */
export function lockedIn(parameter: string | null): ReadonlySet<RaterId> {
  const names = new Set((parameter ?? "").split(BETWEEN_LOCKED));
  return new Set(RATER_IDS.filter((rater) => names.has(rater)));
}

const parametersOf = ({ recipe, saved, locked }: Linked, { number }: Pick<MixerCorpus, "number">) => ({
  [RECIPE_PARAMETER]: encodeRecipe(recipe),
  [VERSION_PARAMETER]: String(number),
  [SAVED_PARAMETER]: saved?.versionId ?? null,
  [LOCKED_PARAMETER]:
    locked.size === 0 ? null : RATER_IDS.filter((rater) => locked.has(rater)).join(BETWEEN_LOCKED),
});

/** The link that shows again what is seen: corpus version, recipe, locks, and what else the address says. */
export const mixerLink = (state: Linked, corpus: Pick<MixerCorpus, "number">): string =>
  withParameters(window.location.href, parametersOf(state, corpus));

/**
 * Keeps the address bar at the recipe that is seen, written when the hand lets go, and remembers it for the other pages of
 * the corpus. The history of the browser is left alone: undo belongs to the mixer. Returns what ends it.
 */
export function keepRecipeInUrl(store: MixerStore, corpus: Pick<MixerCorpus, "id" | "number">): () => void {
  let written: Linked = store.getState();
  if (hasWeight(written.recipe)) rememberRecipe(corpus.id, written.recipe);
  const isWritten = ({ recipe, saved, locked }: Linked): boolean =>
    recipe === written.recipe && saved === written.saved && locked === written.locked;
  const write = (state: MixerState) => {
    const { recipe, grabbed } = state;
    if (grabbed !== null || isWritten(state) || !hasWeight(recipe)) return;
    written = state;
    setParameters(parametersOf(state, corpus));
    rememberRecipe(corpus.id, recipe);
  };
  return store.subscribe(write);
}
