import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { enqueueJob } from "@/server/services/job/enqueue";
import type { JobRunner } from "@/server/services/job/job-runner";
import { setupGpu } from "@/server/training/gpu-environment";

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

/** Job `prepare-gpu`: the phase is what is being done, the count is of steps and packages. */
export const runPrepareGpu: JobRunner = async ({ signal, report }) => {
  let done = 0;
  const check = await setupGpu({
    signal,
    report: (phase) => report({ done: (done += 1), total: null, unit: "steps", phase, rate: null }),
  });
  return { device: check.device, torch: check.torch };
};
