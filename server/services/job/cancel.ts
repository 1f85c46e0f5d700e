import { z } from "zod";
import type { Verb } from "@/core/access";
import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { getJob } from "@/server/services/job/get";
import type { JobKind } from "@/server/services/job/job-kinds";
import type { JobSummary } from "@/server/services/job/job-summary";
import { ONLY_WAITS } from "@/server/services/job/only-waits";
import { parseInput } from "@/server/services/parse-input";

export const cancelJobInput = z.object({ id: z.string().min(1) });

/** Who may begin such a job may cancel it. */
const CANCELLED_BY: Readonly<Partial<Record<string, Verb>>> = {
  "train-run": "train a model",
  "follow-run": "train a model",
  "evaluate-run": "evaluate a model",
  "follow-evaluation": "evaluate a model",
  "run-campaign": "run a campaign",
  "prepare-gpu": "prepare the training environment",
} satisfies Partial<Record<JobKind, Verb>>;

/** Ends a waiting job at once and asks the holder of a running one, present or next, to stop; a finished job stays as it is. */
export async function cancelJob({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof cancelJobInput>;
}): Promise<JobSummary> {
  const { id } = parseInput(cancelJobInput, input);
  const { kind } = await getJob({ ctx, input: { id } });
  authorise(ctx, CANCELLED_BY[kind] ?? "cancel a job");
  const mine = { id, workspaceId: ctx.workspaceId };
  await transaction(ctx.db, async (tx) => {
    const ended = await tx.job.updateMany({
      where: { ...mine, ...ONLY_WAITS },
      data: { state: "cancelled", cancelRequested: true, finishedAt: new Date() },
    });
    const asked = await tx.job.updateMany({
      where: { ...mine, state: { in: ["queued", "running"] }, cancelRequested: false },
      data: { cancelRequested: true },
    });
    if (ended.count + asked.count > 0)
      await recordAudit(tx, ctx, { action: "job cancelled", subject: id, detail: { kind } });
  });
  return getJob({ ctx, input: { id } });
}
