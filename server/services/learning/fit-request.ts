import { readFile } from "node:fs/promises";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { FIT_MODELS, type FitModel } from "@/core/learning/fit-answer";
import type { MatchedRuns } from "@/core/learning/match-runs";
import {
  boundsSchema,
  priorSchema,
  requireSharedOut,
  weightSpace,
  type WeightSpace,
} from "@/core/learning/weight-space";
import { inWords } from "@/server/services/parse-input";

export const fitInputSchema = z.object({
  /** Paths of CSV files: one row a run. */
  inputs: z.string(),
  losses: z.string(),
  target: z.string(),
  /** Column of the ids in all files; the first of each where it is left out. */
  id: z.string().optional(),
  test: z.object({ inputs: z.string(), losses: z.string() }).optional(),
  model: z.enum(FIT_MODELS),
  folds: z.number().int().min(2).max(50),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  /** Paths of JSON files, by column: bounds and prior of what is proposed. */
  bounds: z.string().optional(),
  prior: z.string().optional(),
  radius: z.number().gt(0).max(1).optional(),
  search: z
    .object({
      candidates: z.number().int().min(1000).max(10_000_000),
      /** Loss that moving all weight away from the prior costs. */
      penalty: z.number().min(0),
    })
    .optional(),
  explain: z.boolean().default(false),
  curve: z.boolean().default(false),
  /** Runs to propose. */
  next: z.number().int().min(0).max(64).default(0),
});
export type FitInput = z.output<typeof fitInputSchema>;

/** As the authors do. */
const BEST = 128;

/**
 * The request of docs/learning-weights.md but for the test runs.
 * @throws StudioError `invalid-input` about runs that cannot be learnt from, bounds and prior
 */
export async function fitRequest(
  input: FitInput,
  columns: readonly string[],
  runs: MatchedRuns,
): Promise<object> {
  const { model, folds, seed, search, explain, curve, next } = input;
  checkRuns(runs, input);
  if (search !== undefined || next > 0) requireSharedOut(runs);
  const space = weightSpace(columns, {
    bounds: input.bounds === undefined ? {} : await readByColumn(input.bounds, boundsSchema),
    prior: input.prior === undefined ? null : await readByColumn(input.prior, priorSchema),
    radius: input.radius ?? null,
  });
  return learningRequest({ columns, runs, model, folds, seed, space, explain, curve, next, search });
}

export interface LearningRequest {
  readonly columns: readonly string[];
  readonly runs: MatchedRuns;
  readonly model: FitModel;
  readonly folds: number;
  readonly seed: number;
  readonly space: WeightSpace;
  readonly explain: boolean;
  readonly curve: boolean;
  readonly next: number;
  readonly search: { readonly candidates: number; readonly penalty: number } | undefined;
}

/** Version 1 of the request, but for the test runs and points to predict. */
export const learningRequest = ({ search, ...asked }: LearningRequest) => ({
  v: 1,
  ...asked,
  search: search === undefined ? null : { ...search, best: BEST },
});

async function readByColumn<Read>(file: string, schema: z.ZodType<Read>): Promise<Read> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new StudioError("not-found", `${file} cannot be read.`, "Name a JSON file.");
  });
  const parsed = schema.safeParse(jsonOf(text, file));
  if (parsed.success) return parsed.data;
  throw new StudioError(
    "invalid-input",
    `${file}: ${inWords(parsed.error)}.`,
    'Bounds are like {"a": {"min": 0, "max": 0.2}}, a prior is like {"a": 0.3, "b": 0.7}.',
  );
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new StudioError("invalid-input", `${file} is not JSON.`, "Write one object, by column.");
  }
}

/** Runs that a Gaussian process, whose work grows with their cube, is fitted to. */
const MOST_FOR_GP = 4000;

/** @throws StudioError `invalid-input` about runs that are too few, too many or all alike */
export function checkRuns(
  { ids, losses }: MatchedRuns,
  { folds, model, next }: Pick<FitInput, "folds" | "model" | "next">,
): void {
  const count = ids.length;
  if (count < Math.max(folds, 4)) {
    throw new StudioError(
      "invalid-input",
      `${String(count)} runs have weights and a loss, which is too few for ${String(folds)} folds.`,
      `Give at least ${String(Math.max(folds, 4))}, or fewer --folds.`,
    );
  }
  if (losses.every((loss) => loss === losses[0])) {
    throw new StudioError(
      "invalid-input",
      `Every run has the loss ${String(losses[0])}: there is nothing to learn.`,
      "Check the column of --target.",
    );
  }
  if ((model === "gp" || next > 0) && count > MOST_FOR_GP) {
    throw new StudioError(
      "invalid-input",
      `${String(count)} runs are too many for a Gaussian process, which takes ${String(MOST_FOR_GP)}.`,
      "Choose lightgbm, and leave --next out.",
    );
  }
}
