import { describe, expect, it, vi } from "vitest";
import { createMixerStore } from "@/components/mixer/mixer-store";
import type { CountedFigures } from "@/components/mixer/counted-figures";
import { createPreviewSource } from "@/components/mixer/preview-source";
import type { MixtureFigures } from "@/core/preview/preview";
import { parseRecipe, type Recipe } from "@/core/recipe";
import { withCap } from "@/core/recipe-constraints";
import { recipeHash } from "@/core/recipe-identity";
import { scorePartSchema, type ScoreParts } from "@/core/score-parts";
import type { createPreviewEngine } from "@/workers/browser/preview-engine";
import { BEFORE_BOOT, type PreviewState } from "@/workers/browser/preview-state";
import { evenCorpus } from "./corpus-fixture";

const recipe = (weight: number): Recipe =>
  parseRecipe({
    name: "r",
    weights: { fineweb_edu: weight },
    normalisation: "zscore",
    budget: { share: 0.1 },
  });

const mixture = (documents: number, kind: "exact" | "sample"): MixtureFigures => ({
  basis: kind === "exact" ? { kind, documents: 1000 } : { kind, sample: 100, documents: 1000 },
  budgetTokens: 10,
  documents: { value: documents, error: kind === "exact" ? null : 3 },
  tokens: { value: 10, error: null },
  fill: 1,
  threshold: 0,
  domains: [],
  histogram: { low: 0, high: 1, all: [1], selected: [1] },
});

const rater = (medianShift: number) => [
  { rater: "fineweb_edu" as const, all: [1], selected: [1], medianShift },
];

const counted = (of: Recipe, documents: number): CountedFigures => ({
  ...mixture(documents, "exact"),
  ...{ justIn: [], justOut: [], raters: rater(documents), recipeKey: recipeHash(of) },
});

const part = scorePartSchema.parse({
  ...{ group: "key", firstRow: 0, rows: 1, bytes: 1, sha256: "ab".repeat(32) },
});
/** Too many documents for the browser. */
const SAMPLE_ONLY = { sample: [part], all: [] };

type CountOnServer = Parameters<typeof createPreviewSource>[0]["countOnServer"];

/** A source over an engine whose states the test makes. */
function start(
  exact: CountedFigures | null,
  {
    parts = SAMPLE_ONLY as ScoreParts,
    counting = null as Promise<CountedFigures | null> | null,
    countOnServer = (() => Promise.reject(new Error("nobody should count"))) as CountOnServer,
  } = {},
) {
  const store = createMixerStore(recipe(1), null);
  const asked: Recipe[] = [];
  const held: (string | null)[] = [];
  let state: PreviewState = BEFORE_BOOT;
  let tell = (): void => undefined;
  const createEngine: typeof createPreviewEngine = () => ({
    request: (wanted, rater = null) => {
      asked.push(wanted);
      held.push(rater);
    },
    getState: () => state,
    subscribe: (listener) => {
      tell = listener;
      return () => undefined;
    },
    dispose: () => undefined,
  });
  const source = createPreviewSource(
    {
      fingerprint: "f",
      parts,
      noise: () => Promise.resolve([]),
      statistics: () => Promise.resolve(evenCorpus()),
      counted: exact,
      counting,
      countOnServer,
      createEngine,
    },
    store,
  );
  const stop = source.run();
  // The source starts its engine one turn later.
  const started = new Promise<void>((resolve) => setTimeout(resolve));
  const engineSays = (change: Partial<PreviewState>): void => {
    state = { ...state, ...change };
    tell();
  };
  return { source, store, asked, held, engineSays, stop, started };
}

describe("a preview source", () => {
  it("shows what the server counted before anything has started", () => {
    const { source, stop } = start(counted(recipe(1), 7));
    expect(source.getState()).toMatchObject({
      status: "booting",
      mixture: { documents: { value: 7, error: null }, basis: { kind: "exact" } },
      raters: [{ medianShift: 7 }],
      recipeKey: recipeHash(recipe(1)),
      behind: false,
    });
    stop();
  });

  it("keeps exact figures when the engine estimates the same recipe, and takes its estimate of another", async () => {
    const { source, store, asked, engineSays, started, stop } = start(counted(recipe(1), 7));
    await started;
    expect(asked.map(recipeHash)).toEqual([recipeHash(recipe(1))]);
    engineSays({ status: "ready", mixture: mixture(9, "sample"), recipeKey: recipeHash(recipe(1)) });
    expect(source.getState().mixture?.documents).toEqual({ value: 7, error: null });

    store.getState().edited(recipe(2));
    expect(asked.map(recipeHash)).toEqual([recipe(1), recipe(2)].map(recipeHash));
    engineSays({ mixture: mixture(20, "sample"), recipeKey: recipeHash(recipe(2)) });
    expect(source.getState()).toMatchObject({
      mixture: { documents: { value: 20, error: 3 } },
      raters: [{ medianShift: 7 }],
      behind: false,
    });
    engineSays({ raters: rater(21) });
    expect(source.getState().raters).toEqual(rater(21));
    stop();
  });

  it("says that it is behind while the recipe has moved on and the engine is not there", async () => {
    const { source, store, engineSays, started, stop } = start(counted(recipe(1), 7));
    await started;
    store.getState().edited(recipe(3));
    expect(source.getState()).toMatchObject({ behind: true, mixture: { documents: { value: 7 } } });
    store.getState().undone();
    expect(source.getState().behind).toBe(false);
    store.getState().edited(recipe(3));
    engineSays({ status: "ready", mixture: mixture(30, "sample"), recipeKey: recipeHash(recipe(3)) });
    expect(source.getState()).toMatchObject({ behind: false, mixture: { documents: { value: 30 } } });
    stop();
  });

  it("takes figures that the server finishes meanwhile, unless it has ended", async () => {
    const late = Promise.resolve(counted(recipe(1), 8));
    const { source, stop } = start(null, { counting: late });
    expect(source.getState().mixture).toBeNull();
    await late;
    expect(source.getState().mixture?.documents.value).toBe(8);
    stop();

    const never = start(null, { counting: late });
    never.stop();
    await late;
    expect(never.source.getState().mixture).toBeNull();
  });

  it("has no figures of a recipe with a cap until the server has counted it, and never an estimate", async () => {
    const capped = withCap(recipe(2), 3);
    const { source, store, asked, engineSays, started, stop } = start(counted(recipe(1), 7), {
      countOnServer: (wanted) => Promise.resolve(counted(wanted, 5)),
    });
    await started;
    engineSays({ status: "ready", mixture: mixture(9, "sample"), recipeKey: recipeHash(recipe(1)) });
    store.getState().edited(capped);
    expect(asked.map(recipeHash)).toEqual([recipeHash(recipe(1))]);
    const nothing = { uncounted: true, canCount: true, mixture: null, raters: null, justIn: [], justOut: [] };
    expect(source.getState()).toMatchObject(nothing);
    engineSays({ mixture: mixture(10, "sample"), recipeKey: recipeHash(recipe(2)) });
    expect(source.getState()).toMatchObject(nothing);

    source.count();
    await vi.waitFor(() => expect(source.getState().uncounted).toBe(false));
    expect(source.getState()).toMatchObject({
      canCount: false,
      mixture: { documents: { value: 5, error: null }, basis: { kind: "exact" } },
      recipeKey: recipeHash(capped),
    });
    store.getState().edited(withCap(recipe(2), 4));
    expect(source.getState()).toMatchObject(nothing);
    store.getState().edited(recipe(2));
    expect(asked.map(recipeHash)).toEqual([recipe(1), recipe(2)].map(recipeHash));
    expect(source.getState()).toMatchObject({ uncounted: false, mixture: { documents: { value: 10 } } });
    stop();
  });

  it("asks nothing of an engine and says the way out where a corpus has no score parts", async () => {
    const { source, asked, started, stop } = start(counted(recipe(1), 7), { parts: { sample: [], all: [] } });
    await started;
    expect(source.getState()).toMatchObject({ status: "failed", mixture: { documents: { value: 7 } } });
    expect(source.getState().error?.message).toBe(
      "This corpus was imported by an older studio, so the browser has no scores to weigh.",
    );
    expect(asked).toEqual([]);
    stop();
  });

  it("tells the engine which weight is in hand, and when it is let go", async () => {
    const { store, asked, held, started, stop } = start(null);
    await started;
    store.getState().weightMoved("fineweb_edu", 2);
    store.getState().weightMoved("fineweb_edu", 3);
    store.getState().released();
    expect(held).toEqual([null, "fineweb_edu", "fineweb_edu", null]);
    expect(asked.at(-1)).toBe(store.getState().recipe);
    stop();
  });

  it("has the server count only where the browser will not, and shows its figures", async () => {
    const whole = { sample: [part], all: [{ ...part, sha256: "cd".repeat(32) }] };
    const inBrowser = start(null, { parts: whole });
    await inBrowser.started;
    const estimate = { mixture: mixture(9, "sample"), recipeKey: recipeHash(recipe(1)) };
    inBrowser.engineSays({ status: "ready", ...estimate });
    expect(inBrowser.source.getState().canCount).toBe(false);
    inBrowser.stop();

    const answer = Promise.resolve(counted(recipe(1), 8));
    const { source, engineSays, started, stop } = start(null, { countOnServer: () => answer });
    await started;
    engineSays({ status: "ready", ...estimate });
    expect(source.getState().canCount).toBe(true);
    source.count();
    expect(source.getState().serverCount.status).toBe("counting");
    await answer;
    expect(source.getState()).toMatchObject({
      ...{
        canCount: false,
        mixture: { documents: { value: 8 } },
        serverCount: { status: "idle", error: null },
      },
    });
    stop();
  });

  it("forgets a count that is cancelled", async () => {
    const signals: AbortSignal[] = [];
    const countOnServer: CountOnServer = (_recipe, signal) => {
      signals.push(signal);
      return Promise.resolve(counted(recipe(1), 8));
    };
    const { source, engineSays, started, stop } = start(null, { countOnServer });
    await started;
    engineSays({ status: "ready", mixture: mixture(9, "sample"), recipeKey: recipeHash(recipe(1)) });
    source.count();
    source.cancelCount();
    await Promise.resolve();
    expect(signals[0]?.aborted).toBe(true);
    expect(source.getState()).toMatchObject({ canCount: true, mixture: { documents: { value: 9 } } });
    stop();
  });
});
