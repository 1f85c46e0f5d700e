import type { z } from "zod";
import { fitJobPrefix } from "@/server/services/campaign/campaign-job";
import { campaignIdInput, findCampaign } from "@/server/services/campaign/find-campaign";
import { readAllFits, readFit, type CampaignFit, type KeptFits } from "@/server/services/campaign/kept-fit";
import type { Context } from "@/server/services/context";
import { toJobSummary, type JobSummary } from "@/server/services/job/job-summary";
import { parseInput } from "@/server/services/parse-input";

export interface CampaignFits extends KeptFits {
  /** Fits that wait, run, or failed, the newest first; none that has succeeded. */
  readonly jobs: readonly JobSummary[];
}

/** What was learnt in a campaign, and what is being learnt. @throws StudioError `not-found` */
export async function campaignFits({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof campaignIdInput>;
}): Promise<CampaignFits> {
  const { id } = parseInput(campaignIdInput, input);
  await findCampaign(ctx, id);
  const jobs = await ctx.db.job.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      kind: "fit-campaign",
      key: { startsWith: fitJobPrefix(id) },
      state: { not: "succeeded" },
    },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  return { ...(await readAllFits(id, ctx.home)), jobs: jobs.map(toJobSummary) };
}

/** One of them. @throws StudioError `not-found` */
export async function readKeptFit({
  ctx,
  input,
}: {
  ctx: Context;
  input: { readonly id: string; readonly fitId: string };
}): Promise<CampaignFit> {
  await findCampaign(ctx, input.id);
  return readFit(input.id, input.fitId, ctx.home);
}
