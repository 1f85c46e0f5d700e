import { StudioError } from "@/core/errors";
import type { RaterId } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import { recipeHash } from "@/core/recipe-identity";
import { scoreKinds, type ScorePart } from "@/core/score-parts";
import { noiseOf } from "@/core/scoring/noise";
import { planScoring } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";
import type { BuildTable } from "@/workers/browser/build-table";
import { latestOnly } from "@/workers/browser/latest-only";
import { loadTable } from "@/workers/browser/load-table";
import { openDuckDb } from "@/workers/browser/open-duckdb";
import type { PreviewDatabase } from "@/workers/browser/preview-database";
import { BEFORE_BOOT, type PreviewState } from "@/workers/browser/preview-state";
import { PreviewTables, type PreviewParts } from "@/workers/browser/preview-tables";
import { SamplePreview, type Ground } from "@/workers/browser/sample-preview";
import { tellTime } from "@/workers/browser/timing";
import { countsWhole, createWholePreview, type WholePreview } from "@/workers/browser/whole-preview";

export interface PreviewEngine {
  /**
   * Asks for the figures of a recipe; only the newest of several is worked on.
   * @param held the rater whose weight a hand is moving, for which estimates come faster; null for a recipe at rest
   */
  request(recipe: Recipe, held?: RaterId | null): void;
  getState(): PreviewState;
  /** @returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void;
  dispose(): void;
}

export interface PreviewEngineOptions extends PreviewParts {
  /** Parts of all documents, counted over when they are here; none where they are the sample, or too many. */
  readonly whole?: readonly ScorePart[];
  /** May come later than the parts: the engine boots and loads meanwhile. */
  readonly statistics: Promise<CorpusStatistics>;
  /** Default: DuckDB in a worker of its own, served by this studio. */
  readonly open?: () => Promise<PreviewDatabase>;
  /** Default: in a worker of its own. */
  readonly build?: BuildTable;
}

interface Asked {
  readonly recipe: Recipe;
  readonly held: RaterId | null;
  readonly at: number;
}

/** Milliseconds between two renewals of what follows the mixture while a hand moves; twice as many while a movement waits. */
const FOLLOW_MS = 800;
/** Milliseconds without a movement after which a hand rests. */
const REST_MS = 120;

/** A preview of recipes on the score tables of one corpus; boots at once. */
export function createPreviewEngine(options: PreviewEngineOptions): PreviewEngine {
  const disposal = new AbortController();
  const { signal } = disposal;
  const listeners = new Set<() => void>();
  const { open = openDuckDb, build = loadTable, whole: wholeParts = [], folder } = options;
  let state = BEFORE_BOOT;
  const publish = (change: Partial<PreviewState>): void => {
    if (signal.aborted) return;
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const tables = new PreviewTables(options, build, (progress) => publish({ progress }), signal);
  const preview = new SamplePreview(signal);
  const fail = (cause: unknown): never => {
    publish({ status: "failed", progress: null, error: toStudioError(cause) });
    throw cause;
  };
  const database = open();
  database.then(() => performance.mark("preview booted"), fail).catch(() => undefined);
  let followed = -Infinity;
  let newest: Asked | null = null;
  let whole: WholePreview | null = null;
  /** Of the recipe that was counted over all documents last. */
  let countedKey: string | null = null;

  const ready = async (recipe: Recipe): Promise<Ground> => {
    const kinds = scoreKinds(recipe);
    const fetched = tables.fetch(kinds);
    fetched.then(() => performance.mark("preview fetched")).catch(() => undefined);
    const engine = await database;
    if (state.status === "booting") publish({ status: "loading" });
    const table = await tables.table(engine, kinds, noiseOf(recipe));
    const statistics = await options.statistics;
    if (state.status !== "ready" || state.progress !== null) {
      performance.mark("preview loaded");
      publish({ status: "ready", progress: null });
    }
    return { engine, table, statistics };
  };

  /** After the first figures of the sample, which nothing must hold up. */
  const beginWhole = (statistics: CorpusStatistics): void => {
    if (whole !== null || wholeParts.length === 0 || signal.aborted) return;
    whole = createWholePreview({
      ...{ folder, parts: wholeParts, statistics, open, build, signal },
      onState: (wholeState) => publish({ whole: wholeState }),
      onFigures: (recipe, { mixture, boundary }) => {
        if (newest?.recipe !== recipe) return;
        countedKey = recipeHash(recipe);
        publish({ mixture, ...boundary, error: null, recipeKey: countedKey });
      },
    });
    if (newest?.held === null) whole.count(newest.recipe, () => undefined);
  };

  const refresh = async (asked: Asked, isStale: () => boolean): Promise<void> => {
    const { recipe, held, at } = asked;
    const ground = await ready(recipe).catch(fail);
    const began = performance.now();
    const plan = planScoring(recipe, ground.statistics);
    const key = recipeHash(recipe);
    const isCounted = (): boolean => countedKey === key;
    // Raters are estimates in any case.
    const rater = held ?? (isCounted() ? preview.grabbedFor(ground, plan) : null);
    const figures = await preview.figures(ground, plan, rater);
    // What a drag showed last stands until the exact count: a second estimate of the same would only flicker.
    const isAwaited =
      held === null && state.whole.status === "ready" && countsWhole(recipe) && state.recipeKey === key;
    const isShown = !isAwaited && !isCounted();
    if (isShown) {
      if (state.recipeKey === null) performance.mark("preview figures");
      publish({ mixture: figures.mixture, error: null, recipeKey: key, engineMs: performance.now() - began });
    }
    if (held !== null) {
      tellTime("preview engine", began);
      tellTime("preview drag", at);
      // The first figures of the sample come first.
      if (newest?.held === held) whole?.hold(recipe, held);
    }
    const isLeft = (): boolean => isStale() || newest !== asked;
    const follow = async (): Promise<void> => {
      if (isShown) {
        const boundary = await preview.boundary(ground, figures);
        if (!isCounted()) publish(boundary);
      }
      publish({ raters: await preview.raters(ground, figures.sample) });
      followed = performance.now();
      beginWhole(ground.statistics);
      if (held === null && !isLeft()) await preview.makeReady(ground, plan);
    };
    const isDue = performance.now() - followed >= (isLeft() ? 2 * FOLLOW_MS : FOLLOW_MS);
    if (isDue || (held === null && !isLeft())) await follow();
    else if (!isLeft()) setTimeout(() => newest === asked && work(follow), REST_MS);
  };

  const work = latestOnly<(isStale: () => boolean) => Promise<void>>(async (step, isStale) => {
    if (state.status === "failed" || signal.aborted) return;
    await step(isStale).catch((cause: unknown) => publish({ error: toStudioError(cause) }));
  });

  return {
    request: (recipe, held = null) => {
      const isGrab = held !== null && held !== newest?.held;
      const asked = { recipe, held, at: performance.now() };
      const begin = (): void => work((isStale) => refresh(asked, isStale));
      newest = asked;
      countedKey = null;
      if (isGrab) followed = asked.at;
      // Where the exact count takes no longer than an estimate, the estimate only holds it up.
      const isQuick = held === null && whole?.isQuick(recipe) === true;
      if (held === null) whole?.count(recipe, () => isQuick && newest === asked && begin());
      if (!isQuick) begin();
    },
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose: () => {
      disposal.abort();
      listeners.clear();
      database.then(
        (engine) => engine.close(),
        () => undefined,
      );
    },
  };
}

const toStudioError = (cause: unknown): StudioError =>
  cause instanceof StudioError
    ? cause
    : new StudioError(
        "unavailable",
        `The preview failed: ${cause instanceof Error ? cause.message : String(cause)}.`,
        "Reload the page; the exact count on the server works without it.",
      );
