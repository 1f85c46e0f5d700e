"use client";

import type { CountedFigures } from "@/components/mixer/counted-figures";
import { ServerCount, type CountOnServer, type ServerCountState } from "@/components/mixer/server-count";
import type { MixerState, MixerStore } from "@/components/mixer/mixer-store";
import { StudioError } from "@/core/errors";
import { isEstimated } from "@/core/preview/is-estimated";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { weightOf, type Recipe } from "@/core/recipe";
import { recipeHash } from "@/core/recipe-identity";
import type { ScorePart, ScoreParts } from "@/core/score-parts";
import type { CorpusStatistics } from "@/core/statistics";
import { createPreviewEngine, type PreviewEngine } from "@/workers/browser/preview-engine";
import { BEFORE_BOOT, type PreviewState } from "@/workers/browser/preview-state";
import { countsWhole } from "@/workers/browser/whole-preview";

export interface ShownPreview extends PreviewState {
  /** The engine is not there yet and the recipe has changed since the figures were counted. */
  readonly behind: boolean;
  /** The recipe is one that is never estimated, and nobody has counted it: there are no figures. */
  readonly uncounted: boolean;
  /** Whether a person may have the server count: figures are estimates or none, and this browser will not count itself. */
  readonly canCount: boolean;
  /** The count that the server was asked for. */
  readonly serverCount: ServerCountState;
}

export interface PreviewSource {
  readonly getState: () => ShownPreview;
  readonly subscribe: (listener: () => void) => () => void;
  /** Boots an engine that follows the store; returns what ends it. */
  readonly run: () => () => void;
  /** Has the server count the recipe that is seen. */
  readonly count: () => void;
  readonly cancelCount: () => void;
}

interface PreviewOf {
  readonly fingerprint: string;
  /** None for a corpus of an older studio; of all documents only where they are not too many. */
  readonly parts: ScoreParts;
  /** Parts of the noise of a seed, for the rows of the sample. */
  readonly noise: (seed: number) => Promise<readonly ScorePart[]>;
  readonly statistics: () => Promise<CorpusStatistics>;
  /** What the server had counted when the page was asked for, and what it counts meanwhile. */
  readonly counted: CountedFigures | null;
  readonly counting: Promise<CountedFigures | null> | null;
  readonly countOnServer: CountOnServer;
  /** Default: the one of this browser. */
  readonly createEngine?: typeof createPreviewEngine;
}

export const hasWeight = (recipe: Recipe): boolean => RATER_IDS.some((rater) => weightOf(recipe, rater) > 0);

/**
 * The preview of whatever the store holds. Without any weight there is nothing to ask: the last figures stay. Figures
 * that the server counted come first, and stay for as long as the recipe is theirs: an estimate says nothing better.
 */
export function createPreviewSource(options: PreviewOf, store: MixerStore): PreviewSource {
  const { fingerprint, parts, noise, statistics, counting, createEngine = createPreviewEngine } = options;
  const whole = sameParts(parts) ? [] : parts.all;
  const listeners = new Set<() => void>();
  let engineState = BEFORE_BOOT;
  let exact = options.counted;
  const serverCount = new ServerCount(options.countOnServer, (figures) => {
    exact = figures ?? exact;
    publish();
  });
  const now = (wanted: string | null): ShownPreview => {
    const { recipe } = store.getState();
    const seen = isEstimated(recipe)
      ? shown(engineState, exact, wanted)
      : countedOnly(engineState, exact, recipe);
    const alone = whole.length === 0 || engineState.whole.status === "failed" || !countsWhole(recipe);
    return {
      ...seen,
      canCount: alone && (seen.uncounted ? hasWeight(recipe) : seen.mixture?.basis.kind === "sample"),
      serverCount: serverCount.state,
    };
  };
  let state = now(null);
  const publish = (): void => {
    const { recipe } = store.getState();
    const wanted = engineState.status === "ready" || !hasWeight(recipe) ? null : recipeHash(recipe);
    state = now(wanted);
    for (const listener of listeners) listener();
  };
  const follow = () => {
    const engine = createEngine({
      statistics: statistics(),
      ...{ folder: `/api/preview/${fingerprint}`, parts: parts.sample, whole, noise },
    });
    engine.subscribe(() => {
      engineState = engine.getState();
      publish();
    });
    return followStore(store, engine, publish);
  };
  const refuse = () => {
    engineState = { ...BEFORE_BOOT, status: "failed", error: withoutParts() };
    publish();
    return () => undefined;
  };
  return {
    count: () => hasWeight(store.getState().recipe) && serverCount.begin(store.getState().recipe),
    cancelCount: () => serverCount.cancel(),
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    run: () => {
      let stop: (() => void) | null = null;
      let over = false;
      // One turn later: React mounts twice in development, and an engine takes seconds to boot.
      const timer = setTimeout(() => (stop = parts.sample.length === 0 ? refuse() : follow()));
      void counting?.then((figures) => {
        if (over || figures === null) return;
        exact = figures;
        publish();
      });
      return () => {
        over = true;
        clearTimeout(timer);
        serverCount.cancel();
        stop?.();
      };
    },
  };
}

function followStore(store: MixerStore, engine: PreviewEngine, onChange: () => void): () => void {
  const ask = (state: MixerState) =>
    hasWeight(state.recipe) && isEstimated(state.recipe) && engine.request(state.recipe, heldRater(state));
  ask(store.getState());
  const stop = store.subscribe((now, before) => {
    const isReleased = now.grabbed === null && before.grabbed !== null;
    if (now.recipe === before.recipe && !isReleased) return;
    ask(now);
    onChange();
  });
  return () => {
    stop();
    engine.dispose();
  };
}

/** The rater whose weight a hand is moving. */
const heldRater = ({ grabbed, recipe }: MixerState): RaterId | null =>
  grabbed === null
    ? null
    : (RATER_IDS.find((rater) => weightOf(grabbed, rater) !== weightOf(recipe, rater)) ?? null);

/** A small corpus has one set of files for its sample and for all of it. */
const sameParts = ({ sample, all }: ScoreParts): boolean => sample[0]?.sha256 === all[0]?.sha256;

/** @param wanted key of the recipe that the engine has yet to answer; null when it answers by itself */
function shown(
  engine: PreviewState,
  exact: CountedFigures | null,
  wanted: string | null,
): Omit<ShownPreview, "canCount" | "serverCount"> {
  const told = { behind: false, uncounted: false };
  if (exact === null) return { ...engine, ...told };
  const { raters, justIn, justOut, recipeKey } = exact;
  if (engine.recipeKey === null || engine.recipeKey === recipeKey) {
    const behind = wanted !== null && wanted !== recipeKey;
    return { ...engine, mixture: exact, raters, justIn, justOut, recipeKey, ...told, behind };
  }
  // The engine's first raters and boundary follow its first mixture.
  if (engine.raters === null) return { ...engine, raters, justIn, justOut, ...told };
  return { ...engine, ...told };
}

/** Of a recipe that the engine is not asked about: what was counted of it, or nothing. */
function countedOnly(
  engine: PreviewState,
  exact: CountedFigures | null,
  recipe: Recipe,
): Omit<ShownPreview, "canCount" | "serverCount"> {
  const { whole, progress, error, ...none } = BEFORE_BOOT;
  const rest = { ...engine, ...none, whole, progress, error, status: "ready" as const, behind: false };
  if (exact?.recipeKey !== recipeHash(recipe)) return { ...rest, uncounted: true };
  const { raters, justIn, justOut, recipeKey } = exact;
  return { ...rest, mixture: exact, raters, justIn, justOut, recipeKey, uncounted: false };
}

const withoutParts = (): StudioError =>
  new StudioError(
    "not-ready",
    "This corpus was imported by an older studio, so the browser has no scores to weigh.",
    "Restart the studio, which makes them, or import the corpus again under the same name.",
  );
