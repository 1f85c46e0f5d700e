import { z } from "zod";
import {
  checkFigures,
  rankAgreement,
  type CheckedProxy,
  type CheckFigures,
  type RankAgreement,
} from "@/core/campaign/campaign-check";
import { selectionTokens } from "@/core/campaign/campaign-estimate";
import type { CampaignSettings } from "@/core/campaign/campaign-settings";
import { OPTIMA } from "@/core/campaign/first-optimum";
import { fullVector } from "@/core/campaign/full-vector";
import { OVERALL } from "@/core/campaign/proxy-roles";
import { parameterCount, shapeOf } from "@/core/models";
import { RATER_IDS } from "@/core/raters";
import { recipeHash } from "@/core/recipe-identity";
import type { Context } from "@/server/services/context";
import { foretoldBy } from "@/server/services/campaign/foretold-by";
import { campaignIdInput, findCampaign, settingsOf } from "@/server/services/campaign/find-campaign";
import { newestFit, type CampaignFit, type FitHead } from "@/server/services/campaign/kept-fit";
import { proxyFacts, proxyLosses } from "@/server/services/campaign/proxy-row";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { parseInput } from "@/server/services/parse-input";

export const checkCampaignInput = campaignIdInput.extend({
  /** Name of the loss. */
  target: z.string().min(1).default(OVERALL),
  /** Whose predictions are checked; the newest of that loss where it is left out. */
  fitId: z.uuid().optional(),
  /** Which of that fit's optima is judged; the vector that was learnt last, of whatever fit, where it is left out. */
  optimum: z.enum(OPTIMA).optional(),
});

export interface CampaignCheck extends CheckFigures {
  readonly target: string;
  /** Null where nothing was learnt of that loss yet. */
  readonly fitId: string | null;
  /** Agreement with campaigns of the same corpus and base that trained the same vectors in another size. */
  readonly agreements: readonly (RankAgreement & {
    readonly campaignId: string;
    readonly name: string;
    readonly parameters: number;
    /** Tokens that its proxies train and select, as multiples of this campaign's. */
    readonly trained: number;
    readonly selected: number;
  })[];
}

/** Predicted against measured, and whether the learned weights beat others. @throws StudioError `not-found` */
export async function checkCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof checkCampaignInput>;
}): Promise<CampaignCheck> {
  const { id, target, fitId, optimum } = parseInput(checkCampaignInput, input);
  const campaign = await findCampaign(ctx, id);
  const isWanted = ({ id: one, wishes }: FitHead): boolean =>
    wishes.target === target && (fitId === undefined || one === fitId);
  const fit = await newestFit(id, isWanted, ctx.home);
  const proxies = await checkedProxies(ctx, id, target);
  const chosen = fit === null || optimum === undefined ? null : chosenVector(fit, optimum);
  return {
    target,
    fitId: fit?.id ?? null,
    ...checkFigures(proxies, (proxy) => (fit === null ? null : foretoldBy(fit, proxy)), chosen),
    agreements: await agreements(ctx, campaign, proxies, target),
  };
}

function chosenVector(
  { answer: { search }, columns }: CampaignFit,
  optimum: (typeof OPTIMA)[number],
): number[] | null {
  return search === undefined ? null : fullVector(columns, search[optimum].weights);
}

async function checkedProxies(ctx: Context, campaignId: string, target: string): Promise<CheckedProxy[]> {
  const proxies = await ctx.db.proxy.findMany({ where: { campaignId }, orderBy: { number: "asc" } });
  return proxies.flatMap((proxy) => {
    const loss = proxyLosses(proxy)?.[target];
    return loss === undefined ? [] : [{ id: proxy.id, ...proxyFacts(proxy), loss }];
  });
}

async function agreements(
  ctx: Context,
  campaign: Awaited<ReturnType<typeof findCampaign>>,
  proxies: readonly CheckedProxy[],
  target: string,
): Promise<CampaignCheck["agreements"]> {
  const others = await ctx.db.campaign.findMany({
    where: {
      id: { not: campaign.id },
      workspaceId: ctx.workspaceId,
      archivedAt: null,
      corpusVersion: { fingerprint: campaign.corpusVersion.fingerprint },
    },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  const own = settingsOf(campaign);
  const { tokens } = await knownStatistics(campaign.corpusVersion.fingerprint, ctx.home);
  const alike = others
    .map((other) => ({ other, settings: settingsOf(other) }))
    .filter(
      ({ settings }) => baseOf(settings) === baseOf(own) && parametersOf(settings) !== parametersOf(own),
    );
  const found = await Promise.all(
    alike.map(async ({ other, settings }) => ({
      campaignId: other.id,
      name: other.name,
      parameters: parametersOf(settings),
      trained: settings.train.tokenBudget / own.train.tokenBudget,
      selected: selectionTokens(settings, tokens) / selectionTokens(own, tokens),
      ...rankAgreement(proxies, await checkedProxies(ctx, other.id, target)),
    })),
  );
  return found.filter(({ shared }) => shared > 0);
}

const parametersOf = ({ model, shape }: CampaignSettings): number => parameterCount(shapeOf(model, shape));

const EVERY_RATER = Object.fromEntries(RATER_IDS.map((rater) => [rater, 1]));

/** What the same weights mean in a campaign: everything of its base but weights and budget. */
const baseOf = ({ base }: CampaignSettings): string =>
  recipeHash({ ...base, weights: EVERY_RATER, budget: { tokens: 1 } });
