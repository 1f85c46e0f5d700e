import { z } from "zod";
import { retryBusy } from "@/server/db/retry";
import { authorise } from "@/server/services/authorise";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import { campaignIdInput, findCampaign } from "@/server/services/campaign/find-campaign";
import { getCampaign } from "@/server/services/campaign/get";
import { wakeCampaign } from "@/server/services/campaign/wake";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { reopenRun } from "@/server/services/run/reopen";

export const resumeCampaignInput = campaignIdInput.extend({
  /** Train failed proxies again, from their first step. */
  failed: z.boolean().default(false),
});

/** Goes on with a campaign: what was stopped from its checkpoints, then what waits. @throws StudioError `not-found`, `not-ready` */
export async function resumeCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof resumeCampaignInput>;
}): Promise<CampaignDetail> {
  const { id, failed } = parseInput(resumeCampaignInput, input);
  authorise(ctx, "run a campaign");
  await findCampaign(ctx, id);
  await retryBusy(() => ctx.db.campaign.updateMany({ where: { id }, data: { stoppedAt: null } }));
  if (failed) await retryFailed(ctx, id);
  const stopped = await ctx.db.run.findMany({
    where: { campaignId: id, state: "cancelled", id: { in: await openRuns(ctx, id) } },
    select: { id: true },
  });
  for (const run of stopped) await reopenRun(ctx, run.id);
  await wakeCampaign(ctx, id);
  return getCampaign({ ctx, input: { id } });
}

/** Runs whose proxies are neither done nor failed. */
async function openRuns(ctx: Context, campaignId: string): Promise<string[]> {
  const proxies = await ctx.db.proxy.findMany({
    where: { campaignId, failure: null },
    select: { runId: true, losses: true },
  });
  return proxies.flatMap(({ runId, losses }) => (runId === null || losses !== null ? [] : [runId]));
}

/** Another try of each failed proxy, with a run of its own; a selection that failed is made anew. */
const retryFailed = (ctx: Context, campaignId: string) =>
  retryBusy(() =>
    ctx.db.proxy.updateMany({
      where: { campaignId, failure: { not: null } },
      data: { failure: null, runId: null, tries: { increment: 1 } },
    }),
  );
