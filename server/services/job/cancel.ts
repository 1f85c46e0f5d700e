import { z } from "zod";
import { retryBusy } from "@/server/db/retry";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { getJob } from "@/server/services/job/get";
import type { JobSummary } from "@/server/services/job/job-summary";
import { ONLY_WAITS } from "@/server/services/job/only-waits";
import { parseInput } from "@/server/services/parse-input";

export const cancelJobInput = z.object({ id: z.string().min(1) });

/** Ends a waiting job at once and asks the holder of a running one, present or next, to stop; a finished job stays as it is. */
export async function cancelJob({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof cancelJobInput>;
}): Promise<JobSummary> {
  const { id } = parseInput(cancelJobInput, input);
  authorise(ctx, "cancel a job");
  const mine = { id, workspaceId: ctx.workspaceId };
  const { count } = await retryBusy(() =>
    ctx.db.job.updateMany({
      where: { ...mine, ...ONLY_WAITS },
      data: { state: "cancelled", cancelRequested: true, finishedAt: new Date() },
    }),
  );
  if (count === 0) {
    await retryBusy(() =>
      ctx.db.job.updateMany({
        where: { ...mine, state: { in: ["queued", "running"] } },
        data: { cancelRequested: true },
      }),
    );
  }
  return getJob({ ctx, input: { id } });
}
