import { z } from "zod";
import {
  checkFigures,
  rankAgreement,
  type CheckedProxy,
  type CheckFigures,
  type RankAgreement,
} from "@/core/campaign/campaign-check";
import { OVERALL } from "@/core/campaign/proxy-roles";
import { parameterCount, shapeOf } from "@/core/models";
import type { Context } from "@/server/services/context";
import { foretoldBy } from "@/server/services/campaign/foretold-by";
import { campaignIdInput, findCampaign, settingsOf } from "@/server/services/campaign/find-campaign";
import { readFits } from "@/server/services/campaign/kept-fit";
import { proxyFacts, proxyLosses } from "@/server/services/campaign/proxy-row";
import { parseInput } from "@/server/services/parse-input";

export const checkCampaignInput = campaignIdInput.extend({
  /** Name of the loss. */
  target: z.string().min(1).default(OVERALL),
  /** Whose predictions are checked; the newest of that loss where it is left out. */
  fitId: z.uuid().optional(),
});

export interface CampaignCheck extends CheckFigures {
  readonly target: string;
  /** Null where nothing was learnt of that loss yet. */
  readonly fitId: string | null;
  /** Agreement with campaigns of the same corpus that trained the same vectors, perhaps in another size. */
  readonly agreements: readonly (RankAgreement & {
    readonly campaignId: string;
    readonly name: string;
    readonly parameters: number;
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
  const { id, target, fitId } = parseInput(checkCampaignInput, input);
  const campaign = await findCampaign(ctx, id);
  const fits = await readFits(id, ctx.home);
  const fit = fits.find((one) => one.wishes.target === target && (fitId === undefined || one.id === fitId));
  const proxies = await checkedProxies(ctx, id, target);
  return {
    target,
    fitId: fit?.id ?? null,
    ...checkFigures(proxies, (proxy) => (fit === undefined ? null : foretoldBy(fit, proxy))),
    agreements: await agreements(ctx, campaign, proxies, target),
  };
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
  const found = await Promise.all(
    others.map(async (other) => {
      const { model, shape } = settingsOf(other);
      return {
        campaignId: other.id,
        name: other.name,
        parameters: parameterCount(shapeOf(model, shape)),
        ...rankAgreement(proxies, await checkedProxies(ctx, other.id, target)),
      };
    }),
  );
  return found.filter(({ shared }) => shared > 0);
}
