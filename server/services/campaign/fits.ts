import { z } from "zod";
import type { FitModel } from "@/core/learning/fit-answer";
import { fitJobPrefix } from "@/server/services/campaign/campaign-job";
import { campaignIdInput, findCampaign } from "@/server/services/campaign/find-campaign";
import { readAllFits, readFit, type CampaignFit, type FitWishes } from "@/server/services/campaign/kept-fit";
import type { Context } from "@/server/services/context";
import { toJobSummary, type JobSummary } from "@/server/services/job/job-summary";
import { parseInput } from "@/server/services/parse-input";

/** A fit among others; the whole of it never changes and is read once. */
export interface FitHead {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly wishes: FitWishes;
  readonly model: FitModel;
  /** Proxies it was learnt from. */
  readonly proxies: number;
}

export interface CampaignFits {
  /** The newest first. */
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
  const { fits, unreadable } = await readAllFits(id, ctx.home);
  return { fits: fits.map(headOf), unreadable, jobs: jobs.map(toJobSummary) };
}

const headOf = ({ id, createdAt, wishes, answer, used }: CampaignFit): FitHead => ({
  ...{ id, createdAt, wishes, model: answer.model, proxies: used.length },
});

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
