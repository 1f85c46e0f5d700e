import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { FitAnswer } from "@/core/learning/fit-answer";
import { matchRuns, type Unmatched } from "@/core/learning/match-runs";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import type { JobProgress } from "@/server/services/job/job-summary";
import { fitInputSchema, fitRequest } from "@/server/services/learning/fit-request";
import { learn } from "@/server/services/learning/learn";
import { readKeyedTable } from "@/server/services/learning/read-keyed-table";
import { parseInput } from "@/server/services/parse-input";

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
  const answer = await learn(
    { ...request, test: held?.runs ?? null },
    { home: ctx.home, name: `fit-${randomUUID()}`, signal, report },
  );
  return { ...answer, columns: table.columns, unmatched, testUnmatched: held?.unmatched ?? null };
}
