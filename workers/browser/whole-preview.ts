import { StudioError } from "@/core/errors";
import { grab, raterToGrab, settle, stepTo, suits, type Grabbed } from "@/core/preview/grabbed";
import { differsIn } from "@/core/preview/kept-scores";
import { isEstimated } from "@/core/preview/is-estimated";
import type { SampleTable } from "@/core/preview/sample-table";
import { wholeFigures, wholeHistogram, type WholeFigures } from "@/core/preview/whole-figures";
import type { RaterId } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import { partsOfKind, scoreKinds, type ScoreKind, type ScorePart } from "@/core/score-parts";
import { termOf } from "@/core/scoring/moved-sql";
import { noiseOf } from "@/core/scoring/noise";
import { planScoring, type ScoringPlan } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";
import type { BuildTable, ByteProgress } from "@/workers/browser/build-table";
import { latestOnly } from "@/workers/browser/latest-only";
import type { PreviewDatabase } from "@/workers/browser/preview-database";
import { tellTime } from "@/workers/browser/timing";

/** All documents in this browser: `loading` them, `ready` to count, or `failed`, which is final and leaves the sample. */
export interface WholeState {
  readonly status: "none" | "loading" | "ready" | "failed";
  readonly progress: ByteProgress | null;
  readonly error: StudioError | null;
}

export interface WholePreviewOptions {
  readonly folder: string;
  /** Parts of all documents, of all groups. */
  readonly parts: readonly ScorePart[];
  readonly statistics: CorpusStatistics;
  readonly open: () => Promise<PreviewDatabase>;
  readonly build: BuildTable;
  readonly onState: (state: WholeState) => void;
  readonly onFigures: (recipe: Recipe, figures: WholeFigures) => void;
  readonly signal: AbortSignal;
}

export interface WholePreview {
  /** A hand holds the weight of a rater: gets ready to count as soon as it rests, once. */
  hold(recipe: Recipe, rater: RaterId): void;
  /**
   * Counts a recipe exactly, unless a newer call comes before.
   * @param onSettled once it is counted or cannot be; never when a newer call came before
   */
  count(recipe: Recipe, onSettled: () => void): void;
  /** Whether a recipe differs in one weight from what is held or about to be, so that its count takes no longer than an estimate. */
  isQuick(recipe: Recipe): boolean;
}

interface Task {
  /** To get ready for a hand that holds a rater, to count, or to get ready for the next hand. */
  readonly act: "hold" | "count" | "rest";
  readonly recipe: Recipe;
  readonly held: RaterId | null;
  readonly asked: number;
  readonly onSettled: () => void;
}

/** Milliseconds between two pieces of what is read while a hand moves: a frame. */
const PAUSE_MS = 16;
/** Milliseconds after a count until the next hand is prepared for: the page draws first. */
const REST_MS = 250;

/** Whether a recipe can be counted here: one kind of columns is held at a time, and the noise of the sample alone. */
export const countsWhole = (recipe: Recipe): boolean =>
  isEstimated(recipe) && scoreKinds(recipe).length === 1 && noiseOf(recipe) === null;

/** Null for a recipe that does not suit the corpus, which the preview of the sample tells. */
function planOf(recipe: Recipe, statistics: CorpusStatistics): ScoringPlan | null {
  try {
    return planScoring(recipe, statistics);
  } catch (cause) {
    if (cause instanceof StudioError && cause.code === "invalid-input") return null;
    throw cause;
  }
}

/** Counts recipes over all documents in an engine of its own, so that a drag over the sample is not held up. */
export function createWholePreview(options: WholePreviewOptions): WholePreview {
  const { statistics, signal } = options;
  let database: Promise<PreviewDatabase> | null = null;
  let loaded: SampleTable | null = null;
  let grabbed: Grabbed | null = null;
  /** What is being grabbed. */
  let coming: Pick<Grabbed, "plan" | "rater"> | null = null;
  let failed = false;
  let newest: Task | null = null;
  signal.addEventListener(
    "abort",
    () => void database?.then((engine) => engine.close()).catch(() => undefined),
  );

  const tableOf = async (engine: PreviewDatabase, kind: ScoreKind): Promise<SampleTable> => {
    if (loaded?.kind === kind) return loaded;
    [loaded, grabbed] = [null, null];
    options.onState({ status: "loading", progress: null, error: null });
    loaded = await loadWhole(engine, kind, options);
    options.onState({ status: "ready", progress: null, error: null });
    performance.mark("whole loaded");
    return loaded;
  };

  const hold = async (
    engine: PreviewDatabase,
    table: SampleTable,
    plan: ScoringPlan,
    rater: RaterId,
    pause?: () => Promise<void>,
  ) => {
    const before = grabbed;
    if (before !== null && before.rater === rater && suits(before, plan)) return before;
    // A grab that fails half-way leaves no table to go on from.
    grabbed = null;
    coming = { plan, rater };
    grabbed = await grab(engine, table, plan, rater, before, { signal, pause });
    coming = null;
    return grabbed;
  };

  const work = async ({ act, recipe, held, asked }: Task, isStale: () => boolean): Promise<void> => {
    database ??= options.open();
    const engine = await database;
    const [kind] = scoreKinds(recipe);
    const table = await tableOf(engine, kind);
    const plan = planScoring(recipe, statistics);
    const isHeld = held !== null && termOf(plan, held) !== undefined;
    const pause = act === "count" ? undefined : () => unless(isStale, PAUSE_MS);
    const own = await hold(engine, table, plan, isHeld ? held : raterToGrab(grabbed, plan), pause);
    if (act === "hold" || isStale()) return;
    if (act === "rest") {
      if (stepTo(own, plan) === 0) return;
      grabbed = null;
      grabbed = await settle(engine, own, plan, { signal, pause });
      return;
    }
    const began = performance.now();
    const cells = await wholeHistogram(engine, own, plan, statistics, signal);
    tellTime("whole histogram", began);
    const figures = await wholeFigures(engine, own, plan, cells, statistics, signal);
    if (isStale() || signal.aborted) return;
    options.onFigures(recipe, figures);
    tellTime("whole counted", asked);
  };

  const attempt = async (task: Task, isStale: () => boolean): Promise<void> => {
    if (failed || signal.aborted || !countsWhole(task.recipe)) return;
    await work(task, isStale).catch((cause: unknown) => {
      // A recipe that does not suit the corpus is told by the preview of the sample.
      if (signal.aborted || (cause instanceof StudioError && cause.code === "invalid-input")) return;
      failed = true;
      options.onState({ status: "failed", progress: null, error: toWholeError(cause) });
      void database?.then((engine) => engine.close()).catch(() => undefined);
    });
  };
  const begin = latestOnly<Task>(async (task, isStale) => {
    newest = task;
    await attempt(task, isStale);
    if (isStale()) return;
    task.onSettled();
    if (task.act !== "count") return;
    setTimeout(() => newest === task && begin({ ...task, act: "rest", onSettled: () => undefined }), REST_MS);
  });

  return {
    hold: (recipe, rater) => {
      if (newest?.act === "hold" && newest.held === rater) return;
      begin({ act: "hold", recipe, held: rater, asked: performance.now(), onSettled: () => undefined });
    },
    count: (recipe, onSettled) =>
      begin({ act: "count", recipe, held: null, asked: performance.now(), onSettled }),
    isQuick: (recipe) => {
      const plan = planOf(recipe, statistics);
      if (plan === null || !countsWhole(recipe) || loaded?.kind !== scoreKinds(recipe)[0]) return false;
      if (grabbed !== null) return suits(grabbed, plan);
      return coming !== null && differsIn(coming.rater, coming.plan, plan);
    },
  };
}

/** Waits, but not where something newer does. */
const unless = (isStale: () => boolean, milliseconds: number): Promise<void> =>
  isStale() ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Replaces what was loaded before: one kind at a time bounds the memory. */
async function loadWhole(
  engine: PreviewDatabase,
  kind: ScoreKind,
  { folder, parts, statistics, build, onState, signal }: WholePreviewOptions,
): Promise<SampleTable> {
  await engine.query("DROP VIEW IF EXISTS whole");
  await engine.query("DROP TABLE IF EXISTS whole_parts");
  const request = { folder, parts: partsOfKind(parts, kind) };
  const onProgress = (progress: ByteProgress): void => onState({ status: "loading", progress, error: null });
  await engine.load("whole_parts", await build(request, onProgress, signal));
  // The parts hold the probability of being in the sample; here every row stands for itself.
  await engine.query("CREATE VIEW whole AS SELECT * REPLACE (1::FLOAT AS inclusion) FROM whole_parts");
  return { name: "whole", kind, rows: statistics.documents };
}

const toWholeError = (cause: unknown): StudioError =>
  cause instanceof StudioError
    ? cause
    : new StudioError(
        "unavailable",
        `This browser could not hold all documents: ${cause instanceof Error ? cause.message : String(cause)}.`,
        "The figures stay estimates; the server counts exactly.",
      );
