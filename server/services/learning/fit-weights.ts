import { randomUUID } from "node:crypto";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { FIT_MODELS, type FitAnswer } from "@/core/learning/fit-answer";
import { matchRuns, type MatchedRuns, type Unmatched } from "@/core/learning/match-runs";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import type { JobProgress } from "@/server/services/job/job-summary";
import { readKeyedTable } from "@/server/services/learning/read-keyed-table";
import { parseInput } from "@/server/services/parse-input";
import { scratchPath } from "@/server/storage/home";
import { setupLearn } from "@/server/training/learn-environment";
import { runLearning } from "@/server/training/run-learning";

const inputSchema = z.object({
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
});

export interface FittedWeights extends FitAnswer {
  readonly unmatched: Unmatched;
  readonly testUnmatched: Unmatched | null;
}

/** Runs that a Gaussian process, whose work grows with their cube, is fitted to. */
const MOST_FOR_GP = 4000;

interface Asked {
  readonly ctx: Context;
  readonly input: z.input<typeof inputSchema>;
  readonly signal: AbortSignal;
  readonly report: (progress: JobProgress) => void;
}

/**
 * Fits the losses of runs to their weights, judges the fit by cross-validation and, where they are given, on other runs.
 * @throws StudioError `invalid-input` and `not-found` about the files, `unavailable` about Python, `cancelled`
 */
export async function fitWeights({ ctx, input, signal, report }: Asked): Promise<FittedWeights> {
  const { inputs, losses, target, id, test, model, folds, seed } = parseInput(inputSchema, input);
  authorise(ctx, "learn weights");
  const table = await readKeyedTable(inputs, id);
  const { runs, unmatched } = matchRuns(table, await readKeyedTable(losses, id), target);
  checkRuns(runs, folds, model);
  const held =
    test === undefined
      ? null
      : matchRuns(
          await readKeyedTable(test.inputs, id),
          await readKeyedTable(test.losses, id),
          target,
          table.columns,
        );
  await setupLearn({
    signal,
    report: (line) => report({ done: 0, total: null, unit: "steps", phase: line, rate: null }),
  });
  const request = { v: 1, columns: table.columns, runs, test: held?.runs ?? null, model, folds, seed };
  const answer = await runLearning(request, {
    folder: scratchPath(`fit-${randomUUID()}`, ctx.home),
    signal,
    onLine: (line) => tell(line, report),
  });
  return { ...answer, unmatched, testUnmatched: held?.unmatched ?? null };
}

function checkRuns({ ids, losses }: MatchedRuns, folds: number, model: string): void {
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
  if (model === "gp" && count > MOST_FOR_GP) {
    throw new StudioError(
      "invalid-input",
      `${String(count)} runs are too many for a Gaussian process, which takes ${String(MOST_FOR_GP)}.`,
      "Choose lightgbm.",
    );
  }
}

const lineSchema = z.object({ phase: z.string(), done: z.number(), total: z.number(), unit: z.string() });

/** Passes a line of progress on; anything else that is printed is none. */
function tell(line: string, report: Asked["report"]): void {
  if (!line.startsWith("{")) return;
  const parsed = lineSchema.safeParse(JSON.parse(line));
  if (parsed.success) report({ ...parsed.data, rate: null });
}
