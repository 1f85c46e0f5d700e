import type { z } from "zod";
import type { Context } from "@/server/services/context";
import {
  toEvaluationSummaries,
  type EvaluationSummary,
} from "@/server/services/evaluation/evaluation-summary";
import { parseInput } from "@/server/services/parse-input";
import { findRun, runIdInput } from "@/server/services/run/find-run";

/** The evaluations of the model of a run, newest first. @throws StudioError `not-found` */
export async function evaluationsOfRun({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof runIdInput>;
}): Promise<EvaluationSummary[]> {
  const { id } = parseInput(runIdInput, input);
  await findRun(ctx, id);
  const evaluations = await ctx.db.evaluation.findMany({
    where: { runId: id, workspaceId: ctx.workspaceId, archivedAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return toEvaluationSummaries(ctx, evaluations);
}
