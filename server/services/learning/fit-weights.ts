import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { FitAnswer } from "@/core/learning/fit-answer";
import { matchRuns, type Unmatched } from "@/core/learning/match-runs";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import type { JobProgress } from "@/server/services/job/job-summary";
import { fitInputSchema, fitRequest } from "@/server/services/learning/fit-request";
import { readKeyedTable } from "@/server/services/learning/read-keyed-table";
import { parseInput } from "@/server/services/parse-input";
import { scratchPath } from "@/server/storage/home";
import { setupLearn } from "@/server/training/learn-environment";
import { runLearning } from "@/server/training/run-learning";

export interface FittedWeights extends FitAnswer {
  /** Raters, in the order of every weight vector. */
  readonly columns: readonly string[];
  readonly unmatched: Unmatched;
  readonly testUnmatched: Unmatched | null;
}

interface Asked {
  readonly ctx: Context;
  readonly input: z.input<typeof fitInputSchema>;
  readonly signal: AbortSignal;
  readonly report: (progress: JobProgress) => void;
}

/**
 * Fits the losses of runs to their weights, judges the fit by cross-validation and, where they are given, on other runs.
 * @throws StudioError `invalid-input` and `not-found` about the files, `unavailable` about Python, `cancelled`
 */
export async function fitWeights({ ctx, input, signal, report }: Asked): Promise<FittedWeights> {
  const wanted = parseInput(fitInputSchema, input);
  authorise(ctx, "learn weights");
  const { inputs, losses, target, id, test } = wanted;
  const table = await readKeyedTable(inputs, id);
  const { runs, unmatched } = matchRuns(table, await readKeyedTable(losses, id), target);
  const request = await fitRequest(wanted, table.columns, runs);
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
  const answer = await runLearning(
    { ...request, test: held?.runs ?? null },
    {
      folder: scratchPath(`fit-${randomUUID()}`, ctx.home),
      signal,
      onLine: (line) => tell(line, report),
    },
  );
  return { ...answer, columns: table.columns, unmatched, testUnmatched: held?.unmatched ?? null };
}

const lineSchema = z.object({ phase: z.string(), done: z.number(), total: z.number(), unit: z.string() });

/** Passes a line of progress on; anything else that is printed is none. */
function tell(line: string, report: Asked["report"]): void {
  if (!line.startsWith("{")) return;
  const parsed = lineSchema.safeParse(JSON.parse(line));
  if (parsed.success) report({ ...parsed.data, rate: null });
}
