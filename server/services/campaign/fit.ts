import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Proxy } from "@/generated/sqlite/client";
import { isLearntFrom } from "@/core/campaign/proxy-roles";
import { presentBounds } from "@/core/campaign/draw-proxies";
import { priorOf } from "@/core/campaign/proxy-weights";
import { WHOLE } from "@/core/campaign/weight-bounds";
import type { CampaignSettings } from "@/core/campaign/campaign-settings";
import { StudioError } from "@/core/errors";
import type { WeightSpace } from "@/core/learning/weight-space";
import type { RaterId } from "@/core/raters";
import { findCampaign, settingsOf } from "@/server/services/campaign/find-campaign";
import { fitWishesSchema, keepFit, readFit } from "@/server/services/campaign/kept-fit";
import { learntRuns, sharesOf } from "@/server/services/campaign/learnt-runs";
import { presentRaters } from "@/core/campaign/present-raters";
import { proxyFacts } from "@/server/services/campaign/proxy-row";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import type { JobRun, JobRunner } from "@/server/services/job/job-runner";
import { checkRuns, learningRequest } from "@/server/services/learning/fit-request";
import { learn } from "@/server/services/learning/learn";
import { parseInput } from "@/server/services/parse-input";

const payloadSchema = z.object({ campaignId: z.string(), fitId: z.uuid(), wishes: fitWishesSchema });

/** Job `fit-campaign`: learns a loss from the proxies that have it and keeps what was learnt; done once, however often it runs. */
export const fitCampaign: JobRunner = async (job) => {
  const { ctx } = job;
  const { campaignId, fitId, wishes } = parseInput(payloadSchema, job.payload);
  const known = await readFit(campaignId, fitId, ctx.home).catch(() => null);
  if (known === null) await fitOnce(job, campaignId, fitId, wishes);
  return { campaignId, fitId };
};

async function fitOnce(
  { ctx, signal, report }: JobRun,
  campaignId: string,
  fitId: string,
  wishes: z.output<typeof fitWishesSchema>,
): Promise<void> {
  const campaign = await findCampaign(ctx, campaignId);
  const settings = settingsOf(campaign);
  const proxies = await ctx.db.proxy.findMany({ where: { campaignId }, orderBy: { number: "asc" } });
  const columns = presentRaters(await knownStatistics(campaign.corpusVersion.fingerprint, ctx.home));
  const { runs, left } = learntRuns(proxies, wishes.target, columns);
  checkRuns(runs, wishes);
  const { model, folds, seed, next, candidates, penalty, radius } = wishes;
  const request = learningRequest({
    ...{ columns, runs, model, folds, seed, next, explain: true, curve: true },
    space: spaceOf(settings, columns, radius),
    search: { candidates, penalty },
  });
  const answer = await learn(
    { ...request, test: null, points: pointsOf(proxies, columns) },
    { home: ctx.home, name: `fit-${randomUUID()}`, signal, report },
  );
  await keepFit(
    campaignId,
    {
      v: 1,
      id: fitId,
      createdAt: new Date().toISOString(),
      ...{ wishes, columns: [...columns], used: [...runs.ids], left, answer },
    },
    ctx.home,
  );
}

/** What may be proposed: within the bounds of the draw, and near the base recipe where that is asked for. */
function spaceOf(
  settings: CampaignSettings,
  columns: readonly RaterId[],
  radius: number | null,
): WeightSpace {
  const bounds = presentBounds(settings, columns);
  const low = bounds.map(({ min }) => min / WHOLE);
  const high = bounds.map(({ max }) => max / WHOLE);
  const prior = priorOf(settings.base, columns);
  const within = prior?.every(
    (weight, at) => weight >= (low[at] ?? 0) - 1e-6 && weight <= (high[at] ?? 1) + 1e-6,
  );
  if (within === true) return { low, high, prior, radius };
  if (radius === null) return { low, high, prior: null, radius: null };
  throw new StudioError(
    "invalid-input",
    "The weights are to stay near those of the base recipe, but these lie outside the bounds of the campaign.",
    "Leave the distance free.",
  );
}

/** Weights of the proxies that nothing is learnt from, by id. */
const pointsOf = (proxies: readonly Proxy[], columns: readonly RaterId[]): Record<string, number[]> =>
  Object.fromEntries(
    proxies.flatMap((proxy) => {
      const { role, weights } = proxyFacts(proxy);
      return isLearntFrom(role) || role === "random" ? [] : [[proxy.id, sharesOf(weights, columns)]];
    }),
  );
