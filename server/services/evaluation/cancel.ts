import type { z } from "zod";
import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { evaluationJobKey } from "@/server/services/evaluation/evaluation-config";
import type { EvaluationSummary } from "@/server/services/evaluation/evaluation-summary";
import { evaluationIdInput, findEvaluation } from "@/server/services/evaluation/find-evaluation";
import { getEvaluation } from "@/server/services/evaluation/get";
import { NOT_ENDED } from "@/core/run-states";
import { ONLY_WAITS } from "@/server/services/job/only-waits";
import { parseInput } from "@/server/services/parse-input";

/** Ends an evaluation that only waits at once; of any other the wish is written down. What is finished of it stays. */
export async function cancelEvaluation({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof evaluationIdInput>;
}): Promise<EvaluationSummary> {
  const { id } = parseInput(evaluationIdInput, input);
  authorise(ctx, "evaluate a model");
  await findEvaluation(ctx, id);
  const key = evaluationJobKey(id);
  await transaction(ctx.db, async (db) => {
    const waiting = await db.job.updateMany({
      where: { key, ...ONLY_WAITS },
      data: { state: "cancelled", cancelRequested: true, finishedAt: new Date() },
    });
    const ended =
      waiting.count > 0 ? { state: "cancelled", finishedAt: new Date() } : { state: "cancelling" };
    const { count } = await db.evaluation.updateMany({
      where: { id, state: NOT_ENDED },
      data: { ...ended, cancelRequested: true },
    });
    if (count > 0) await recordAudit(db, ctx, { action: "evaluation cancelled", subject: id });
    await db.job.updateMany({
      where: { key, state: { in: ["queued", "running"] } },
      data: { cancelRequested: true },
    });
  });
  return getEvaluation({ ctx, input: { id } });
}
