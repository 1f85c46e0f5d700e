import type {
  CorpusVersion,
  Corpus,
  Job,
  RecipeVersion,
  Recipe as RecipeRow,
  Run,
  Selection,
} from "@/generated/sqlite/client";
import { parseRecipe, type Recipe } from "@/core/recipe";
import type { SelectionManifest } from "@/core/selection-manifest";

export type SelectionState = "queued" | "running" | "ready" | "failed";

/** A confirmed selection as pages and the terminal show it. */
export interface SelectionSummary {
  readonly id: string;
  readonly selectionKey: string;
  readonly state: SelectionState;
  readonly corpus: {
    readonly id: string;
    readonly name: string;
    readonly number: number;
    readonly versionId: string;
    readonly fingerprint: string;
    readonly synthetic: boolean;
  };
  readonly recipe: Recipe;
  readonly recipeHash: string;
  readonly recipeVersion: {
    readonly id: string;
    readonly recipeId: string;
    readonly name: string;
    readonly number: number;
  } | null;
  readonly documents: number;
  readonly tokens: number;
  /** Null until the files are written. */
  readonly contentHash: string | null;
  readonly error: string | null;
  readonly createdAt: Date;
  /** The job that writes the files. */
  readonly jobId: string | null;
  readonly runs: readonly {
    readonly id: string;
    readonly name: string;
    readonly state: string;
    readonly model: string;
  }[];
}

/** Manifest is null until the files are written. */
export interface SelectionDetail extends SelectionSummary {
  readonly manifest: SelectionManifest | null;
}

export const SELECTION_RELATIONS = {
  corpusVersion: { include: { corpus: true } },
  recipeVersion: { include: { recipe: true } },
  runs: { orderBy: { createdAt: "desc" } },
} as const;

export type SelectionRow = Selection & {
  readonly corpusVersion: CorpusVersion & { readonly corpus: Corpus };
  readonly recipeVersion: (RecipeVersion & { readonly recipe: RecipeRow }) | null;
  readonly runs: readonly Run[];
};

export const materialiseKey = (selectionKey: string): string => `materialise:${selectionKey}`;

/** What has become of it: a job that was cancelled or cut off too often never told the selection. */
export function selectionState(
  selection: Pick<Selection, "state">,
  job: Pick<Job, "state"> | null,
): SelectionState {
  if (selection.state === "ready") return "ready";
  if (selection.state === "failed" || job?.state === "failed" || job?.state === "cancelled") return "failed";
  return job?.state === "running" ? "running" : "queued";
}

function errorOf(selection: SelectionRow, job: Job | null): string | null {
  if (selection.error !== null) return selection.error;
  if (job?.state === "cancelled") return "Writing the files was cancelled.";
  const { error } = job ?? {};
  return typeof error === "object" && error !== null && "message" in error ? String(error["message"]) : null;
}

export function toSelectionSummary(
  selection: SelectionRow,
  job: Job | null,
  synthetic: boolean,
): SelectionSummary {
  const { corpusVersion, recipeVersion } = selection;
  const state = selectionState(selection, job);
  return {
    id: selection.id,
    selectionKey: selection.selectionKey,
    state,
    corpus: {
      id: corpusVersion.corpusId,
      name: corpusVersion.corpus.name,
      number: corpusVersion.number,
      versionId: corpusVersion.id,
      fingerprint: selection.fingerprint,
      synthetic,
    },
    recipe: parseRecipe(selection.body),
    recipeHash: selection.recipeHash,
    recipeVersion:
      recipeVersion === null
        ? null
        : {
            id: recipeVersion.id,
            recipeId: recipeVersion.recipeId,
            name: recipeVersion.recipe.name,
            number: recipeVersion.number,
          },
    documents: Number(selection.documents),
    tokens: Number(selection.tokens),
    contentHash: selection.contentHash,
    error: state === "failed" ? errorOf(selection, job) : null,
    createdAt: selection.createdAt,
    jobId: job?.id ?? null,
    runs: selection.runs.map(({ id, name, state: runState, model }) => ({
      id,
      name,
      state: runState,
      model,
    })),
  };
}
