import { z } from "zod";
import { fitJobKey, fitJobPrefix } from "@/server/services/campaign/campaign-job";
import { campaignIdInput, findCampaign } from "@/server/services/campaign/find-campaign";
import { readFit, readFitHeads, type CampaignFit, type FitHead } from "@/server/services/campaign/kept-fit";
import type { Context } from "@/server/services/context";
import { toJobSummary, type JobSummary } from "@/server/services/job/job-summary";
import { parseInput } from "@/server/services/parse-input";

export interface CampaignFits {
  /** Those whose job has ended, the newest first; the whole of one never changes and is read once. */
  readonly fits: readonly FitHead[];
  /** Why others cannot be read; each names its file. */
  readonly unreadable: readonly string[];
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
  const open = new Set(
    jobs.filter(({ state }) => state === "queued" || state === "running").map(({ key }) => key),
  );
  const { fits, unreadable } = await readFitHeads(id, ctx.home);
  const ended = fits.filter((fit) => !open.has(fitJobKey(id, fit.id)));
  return { fits: ended, unreadable, jobs: jobs.map(toJobSummary) };
}

export const keptFitInput = campaignIdInput.extend({ fitId: z.uuid() });

/** The whole of one of them. @throws StudioError `not-found`; `corrupt` for one that cannot be read */
export async function readKeptFit({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof keptFitInput>;
}): Promise<CampaignFit> {
  const { id, fitId } = parseInput(keptFitInput, input);
  await findCampaign(ctx, id);
  return readFit(id, fitId, ctx.home);
}
