import { z } from "zod";
import { checkLimits, supplyLimitsSchema } from "@/core/campaign/supply";
import { OVERALL } from "@/core/campaign/proxy-roles";
import { FIT_MODELS, USUAL_FOLDS } from "@/core/learning/fit-answer";
import { authorise } from "@/server/services/authorise";
import { fitJobKey } from "@/server/services/campaign/campaign-job";
import { findKeptCampaign, settingsOf } from "@/server/services/campaign/find-campaign";
import { fitWishesSchema, type FitWishes } from "@/server/services/campaign/kept-fit";
import { learntRuns } from "@/server/services/campaign/learnt-runs";
import { presentRaters } from "@/core/campaign/present-raters";
import type { Context } from "@/server/services/context";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { enqueueJob } from "@/server/services/job/enqueue";
import { toJobSummary, type JobSummary } from "@/server/services/job/job-summary";
import { checkRuns } from "@/server/services/learning/fit-request";
import { parseInput } from "@/server/services/parse-input";

export const fitCampaignInput = z.object({
  id: z.uuid(),
  /** Made by the client; a repeat is the same fit. */
  fitId: z.uuid(),
  target: fitWishesSchema.shape.target.default(OVERALL),
  model: z.enum(FIT_MODELS).default("auto"),
  /** Left out: 5, or as many as there are runs where those are fewer. */
  folds: fitWishesSchema.shape.folds.optional(),
  seed: fitWishesSchema.shape.seed.default(0),
  candidates: fitWishesSchema.shape.candidates.default(1_000_000),
  penalty: fitWishesSchema.shape.penalty.default(0),
  radius: fitWishesSchema.shape.radius.default(null),
  next: fitWishesSchema.shape.next.default(8),
  supply: supplyLimitsSchema.prefault({}),
});

/**
 * Queues a fit of the losses that proxies have by now.
 * @throws StudioError `not-found`; `invalid-input` where the proxies with that loss are too few or all alike, and for limits on the
 * supply that no selection can keep
 */
export async function requestFit({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof fitCampaignInput>;
}): Promise<JobSummary> {
  const { id, fitId, folds, ...asked } = parseInput(fitCampaignInput, input);
  authorise(ctx, "learn weights");
  const campaign = await findKeptCampaign(ctx, id);
  const statistics = await knownStatistics(campaign.corpusVersion.fingerprint, ctx.home);
  checkLimits(asked.supply, settingsOf(campaign).base, statistics);
  const proxies = await ctx.db.proxy.findMany({ where: { campaignId: id }, orderBy: { number: "asc" } });
  const columns = presentRaters(statistics);
  const { runs } = learntRuns(proxies, asked.target, columns);
  const wishes: FitWishes = { ...asked, folds: folds ?? Math.max(2, Math.min(USUAL_FOLDS, runs.ids.length)) };
  checkRuns(runs, wishes);
  const job = await enqueueJob({
    db: ctx.db,
    ctx,
    kind: "fit-campaign",
    key: fitJobKey(id, fitId),
    payload: { campaignId: id, fitId, wishes },
  });
  return toJobSummary(job);
}
