"use client";

import type { MixerStore } from "@/components/mixer/mixer-store";
import { RATER_IDS } from "@/core/raters";
import { weightOf, type Recipe } from "@/core/recipe";
import type { CorpusStatistics } from "@/core/statistics";
import { createPreviewEngine, type PreviewState } from "@/workers/browser/preview-engine";

export interface PreviewSource {
  readonly getState: () => PreviewState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Boots an engine that follows the store; returns what ends it. */
  readonly run: () => () => void;
}

interface PreviewOf {
  readonly fingerprint: string;
  readonly statistics: CorpusStatistics;
}

const BEFORE_BOOT: PreviewState = {
  status: "booting",
  progress: null,
  error: null,
  mixture: null,
  raters: null,
  justIn: [],
  justOut: [],
  recipeKey: null,
  engineMs: null,
};

export const hasWeight = (recipe: Recipe): boolean => RATER_IDS.some((rater) => weightOf(recipe, rater) > 0);

/** The preview of whatever the store holds. Without any weight there is nothing to ask: the last figures stay. */
export function createPreviewSource(
  { fingerprint, statistics }: PreviewOf,
  store: MixerStore,
): PreviewSource {
  const listeners = new Set<() => void>();
  let state = BEFORE_BOOT;
  const follow = () => {
    const folder = `/api/preview/${fingerprint}`;
    const engine = createPreviewEngine({
      statistics,
      valuesUrl: `${folder}/values.arrow`,
      ranksUrl: `${folder}/ranks.arrow`,
    });
    engine.subscribe(() => {
      state = engine.getState();
      for (const listener of listeners) listener();
    });
    const ask = (recipe: Recipe) => hasWeight(recipe) && engine.request(recipe);
    ask(store.getState().recipe);
    const stop = store.subscribe((now, before) => now.recipe !== before.recipe && ask(now.recipe));
    return () => {
      stop();
      engine.dispose();
    };
  };
  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    run: () => {
      let stop: (() => void) | null = null;
      // One turn later: React mounts twice in development, and an engine takes seconds to boot.
      const timer = setTimeout(() => (stop = follow()));
      return () => {
        clearTimeout(timer);
        stop?.();
      };
    },
  };
}
