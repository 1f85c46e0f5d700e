import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { enqueueJob } from "@/server/services/job/enqueue";

/** A machine has one training environment, so there is one job. */
export const PREPARE_GPU_KEY = "prepare-gpu";

/** Queues the making of the training environment; asking again while it is made is the same job. */
export async function prepareGpu({ ctx }: { ctx: Context }): Promise<{ jobId: string }> {
  authorise(ctx, "prepare the training environment");
  const job = await enqueueJob({
    db: ctx.db,
    ctx,
    kind: "prepare-gpu",
    key: PREPARE_GPU_KEY,
    payload: {},
    again: true,
  });
  return { jobId: job.id };
}
