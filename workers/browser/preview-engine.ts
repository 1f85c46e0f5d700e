import { StudioError } from "@/core/errors";
import { previewBoundary } from "@/core/preview/preview-boundary";
import { previewMixture } from "@/core/preview/preview-mixture";
import { binRaters, previewRaters, type RaterBins } from "@/core/preview/preview-raters";
import type { BoundaryFigures, MixtureFigures, RaterFigures } from "@/core/preview/preview";
import { scoreSample, type SampleTable } from "@/core/preview/score-sample";
import type { Recipe } from "@/core/recipe";
import { recipeHash } from "@/core/recipe-identity";
import { planScoring } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";
import type { ByteProgress } from "@/workers/browser/fetch-bytes";
import { latestOnly } from "@/workers/browser/latest-only";
import { openDuckDb } from "@/workers/browser/open-duckdb";
import type { PreviewDatabase } from "@/workers/browser/preview-database";
import { PreviewTables, type PreviewFiles } from "@/workers/browser/preview-tables";

export interface PreviewState {
  /** `booting` the engine, `loading` scores, `ready` for recipes; `failed` is final. */
  readonly status: "booting" | "loading" | "ready" | "failed";
  /** Of the scores being loaded; null otherwise. */
  readonly progress: ByteProgress | null;
  /** Why the preview failed, or why the newest recipe has no figures; the last figures stay. */
  readonly error: StudioError | null;
  /** Figures of the recipe named by `recipeKey`. */
  readonly mixture: MixtureFigures | null;
  /** These follow the mixture and may belong to an earlier recipe while a slider moves; null until first known. */
  readonly raters: readonly RaterFigures[] | null;
  readonly justIn: BoundaryFigures["justIn"];
  readonly justOut: BoundaryFigures["justOut"];
  /** `recipeHash` of the recipe the mixture belongs to. */
  readonly recipeKey: string | null;
  /** From the start of the work on that recipe to its mixture, in milliseconds. */
  readonly engineMs: number | null;
}

export interface PreviewEngine {
  /** Asks for the figures of a recipe; only the newest of several is worked on. */
  request(recipe: Recipe): void;
  getState(): PreviewState;
  /** @returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void;
  dispose(): void;
}

export interface PreviewEngineOptions extends PreviewFiles {
  readonly statistics: CorpusStatistics;
  /** Default: DuckDB in a worker of its own, served by this studio. */
  readonly open?: () => Promise<PreviewDatabase>;
}

const INITIAL: PreviewState = {
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

/** How often in a row the mixture alone is renewed while newer recipes wait. */
const MIXTURES_ONLY = 2;

/** A preview of recipes on the score tables of one corpus; boots at once. */
export function createPreviewEngine(options: PreviewEngineOptions): PreviewEngine {
  const { statistics } = options;
  const disposal = new AbortController();
  const { signal } = disposal;
  const listeners = new Set<() => void>();
  let state = INITIAL;
  const publish = (change: Partial<PreviewState>): void => {
    if (signal.aborted) return;
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const tables = new PreviewTables(options, signal);
  const raterBins = new Map<SampleTable["kind"], RaterBins>();
  const database = (options.open ?? openDuckDb)();
  database.then(
    () => undefined,
    (cause: unknown) => publish({ status: "failed", error: toStudioError(cause) }),
  );
  let mixturesOnly = 0;

  const tableFor = async (engine: PreviewDatabase, recipe: Recipe): Promise<SampleTable> => {
    try {
      return await tables.table(engine, recipe.normalisation, (progress) =>
        publish({ status: "loading", progress }),
      );
    } catch (cause) {
      publish({ status: "failed", progress: null, error: toStudioError(cause) });
      throw cause;
    }
  };

  const binsOf = async (engine: PreviewDatabase, table: SampleTable): Promise<RaterBins> => {
    const bins = raterBins.get(table.kind) ?? (await binRaters(engine, table, statistics, signal));
    raterBins.set(table.kind, bins);
    return bins;
  };

  const refresh = async (recipe: Recipe, isStale: () => boolean): Promise<void> => {
    const engine = await database;
    const table = await tableFor(engine, recipe);
    publish({ status: "ready", progress: null });
    const began = performance.now();
    const sample = await scoreSample(engine, table, planScoring(recipe, statistics), signal);
    const mixture = await previewMixture(engine, sample, statistics, signal);
    publish({
      mixture,
      error: null,
      recipeKey: recipeHash(recipe),
      engineMs: performance.now() - began,
    });
    if (isStale() && mixturesOnly < MIXTURES_ONLY) {
      mixturesOnly += 1;
      return;
    }
    mixturesOnly = 0;
    const boundary = await previewBoundary(engine, sample, statistics, signal);
    publish(boundary);
    publish({ raters: await previewRaters(engine, sample, await binsOf(engine, table), signal) });
  };

  return {
    request: latestOnly(async (recipe, isStale) => {
      if (state.status === "failed" || signal.aborted) return;
      await refresh(recipe, isStale).catch((cause: unknown) => publish({ error: toStudioError(cause) }));
    }),
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
