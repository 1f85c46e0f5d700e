import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { z } from "zod";
import type { Proxy } from "@/generated/sqlite/client";
import { isLearntFrom } from "@/core/campaign/proxy-roles";
import { presentBounds } from "@/core/campaign/draw-proxies";
import { priorOf } from "@/core/campaign/proxy-weights";
import { WHOLE } from "@/core/campaign/weight-bounds";
import type { CampaignSettings } from "@/core/campaign/campaign-settings";
import { StudioError } from "@/core/errors";
import { isLimited, type SupplyLimits } from "@/core/campaign/supply";
import type { FitAnswer } from "@/core/learning/fit-answer";
import type { WeightSpace } from "@/core/learning/weight-space";
import type { RaterId } from "@/core/raters";
import { findCampaign, settingsOf } from "@/server/services/campaign/find-campaign";
import { fitWishesSchema, keepFit, readFit, type CampaignFit } from "@/server/services/campaign/kept-fit";
import { learntRuns, sharesOf } from "@/server/services/campaign/learnt-runs";
import { presentRaters } from "@/core/campaign/present-raters";
import { proxyFacts } from "@/server/services/campaign/proxy-row";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import type { JobRun, JobRunner } from "@/server/services/job/job-runner";
import { checkRuns, learningRequest } from "@/server/services/learning/fit-request";
import { learn } from "@/server/services/learning/learn";
import { exactSupply, supplyRequest, type SupplyOf } from "@/server/services/campaign/supply";
import { parseInput } from "@/server/services/parse-input";
import { scratchPath } from "@/server/storage/home";

const payloadSchema = z.object({ campaignId: z.string(), fitId: z.uuid(), wishes: fitWishesSchema });

/**
 * Job `fit-campaign`: learns a loss from the proxies that have it and keeps what was learnt, then counts what its optima supply; each
 * is done once, however often the job runs.
 */
export const fitCampaign: JobRunner = async (job) => {
  const { ctx } = job;
  const { campaignId, fitId, wishes } = parseInput(payloadSchema, job.payload);
  const campaign = await findCampaign(ctx, campaignId);
  const { fingerprint } = campaign.corpusVersion;
  const statistics = await knownStatistics(fingerprint, ctx.home);
  const corpus = { fingerprint, home: ctx.home, statistics };
  const of = { corpus, settings: settingsOf(campaign), columns: presentRaters(statistics) };
  const known = await readFit(campaignId, fitId, ctx.home).catch(() => null);
  const fit = known ?? (await learnFit(job, of, { campaignId, fitId, wishes }));
  if (known === null) await keepFit(campaignId, fit, ctx.home);
  const { search } = fit.answer;
  if (search !== undefined && fit.supplied === undefined)
    await keepFit(campaignId, { ...fit, supplied: await suppliedByOptima(job, of, search) }, ctx.home);
  return { campaignId, fitId };
};

interface FitOf extends SupplyOf {
  readonly settings: CampaignSettings;
}

async function learnFit(
  job: JobRun,
  of: FitOf,
  { campaignId, fitId, wishes }: z.output<typeof payloadSchema>,
): Promise<CampaignFit> {
  const { settings, columns } = of;
  const proxies = await job.ctx.db.proxy.findMany({ where: { campaignId }, orderBy: { number: "asc" } });
  const { runs, left } = learntRuns(proxies, wishes.target, columns);
  checkRuns(runs, wishes);
  const { model, folds, seed, next, candidates, penalty, radius } = wishes;
  const request = learningRequest({
    ...{ columns, runs, model, folds, seed, next, explain: true, curve: true },
    space: spaceOf(settings, columns, radius),
    search: { candidates, penalty },
  });
  const asked = { ...request, test: null, points: pointsOf(proxies, columns) };
  const answer = await learnWithin(job, of, wishes.supply, asked);
  const createdAt = new Date().toISOString();
  return { v: 1, id: fitId, createdAt, wishes, columns: [...columns], used: [...runs.ids], left, answer };
}

/** Has a request answered, beside a sample of the corpus where the supply is limited. */
async function learnWithin(
  { ctx, signal, report }: JobRun,
  of: SupplyOf,
  limits: SupplyLimits,
  request: object,
): Promise<FitAnswer> {
  const name = `fit-${randomUUID()}`;
  const options = { home: ctx.home, name, signal, report };
  if (!isLimited(limits)) return learn(request, options);
  const file = `${scratchPath(name, ctx.home)}.f64`;
  try {
    return await learn({ ...request, supply: await supplyRequest(of, limits, file, signal) }, options);
  } finally {
    await rm(file, { force: true });
  }
}

async function suppliedByOptima(
  { signal, report }: JobRun,
  of: SupplyOf,
  search: NonNullable<FitAnswer["search"]>,
): Promise<NonNullable<CampaignFit["supplied"]>> {
  report({
    done: 0,
    total: null,
    unit: "documents",
    phase: "counting what the target would select",
    rate: null,
  });
  return {
    direct: await exactSupply(of, search.direct.weights, signal),
    meanOfBest: await exactSupply(of, search.meanOfBest.weights, signal),
  };
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
