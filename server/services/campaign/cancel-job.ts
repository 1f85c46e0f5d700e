import type { z } from "zod";
import { campaignOfJob } from "@/server/services/campaign/campaign-job";
import { stopCampaign } from "@/server/services/campaign/stop";
import type { Context } from "@/server/services/context";
import { cancelJob, type cancelJobInput } from "@/server/services/job/cancel";
import { getJob } from "@/server/services/job/get";
import type { JobSummary } from "@/server/services/job/job-summary";

/** Cancels a job; that of a campaign with the trainings it has handed out, as a stop does. @throws StudioError `not-found` */
export async function cancelJobOrCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.output<typeof cancelJobInput>;
}): Promise<JobSummary> {
  const job = await ctx.db.job.findFirst({
    where: { id: input.id, workspaceId: ctx.workspaceId, state: { in: ["queued", "running"] } },
    select: { key: true },
  });
  const campaignId = job === null ? null : campaignOfJob(job.key);
  if (campaignId === null) return cancelJob({ ctx, input });
  await stopCampaign({ ctx, input: { id: campaignId } });
  return getJob({ ctx, input });
}
