import type { z } from "zod";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import {
  toEvaluationSummaries,
  type EvaluationSummary,
} from "@/server/services/evaluation/evaluation-summary";
import { evaluationIdInput, findEvaluation } from "@/server/services/evaluation/find-evaluation";
import { parseInput } from "@/server/services/parse-input";

/** @throws StudioError `not-found` */
export async function getEvaluation({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof evaluationIdInput>;
}): Promise<EvaluationSummary> {
  const { id } = parseInput(evaluationIdInput, input);
  const [summary] = await toEvaluationSummaries(ctx, [await findEvaluation(ctx, id)]);
  if (summary === undefined) throw new StudioError("not-found", `There is no evaluation ${id}.`);
  return summary;
}
