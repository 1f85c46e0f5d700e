import type { z } from "zod";
import { NOT_ENDED } from "@/core/run-states";
import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import { campaignJobKey } from "@/server/services/campaign/campaign-job";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import { campaignIdInput, findCampaign } from "@/server/services/campaign/find-campaign";
import { getCampaign } from "@/server/services/campaign/get";
import type { Context } from "@/server/services/context";
import { cancelJob } from "@/server/services/job/cancel";
import { parseInput } from "@/server/services/parse-input";
import { cancelRun } from "@/server/services/run/cancel";

/**
 * Hands out no further proxies and asks those that train to stop at a checkpoint, from which `resumeCampaign` goes on.
 * @throws StudioError `not-found`
 */
export async function stopCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof campaignIdInput>;
}): Promise<CampaignDetail> {
  const { id } = parseInput(campaignIdInput, input);
  authorise(ctx, "run a campaign");
  await findCampaign(ctx, id);
  // First of all: whoever hands out a proxy now looks here afterwards.
  await transaction(ctx.db, async (tx) => {
    const now = { stoppedAt: new Date() };
    const { count } = await tx.campaign.updateMany({ where: { id, stoppedAt: null }, data: now });
    if (count > 0) await recordAudit(tx, ctx, { action: "campaign stopped", subject: id });
  });
  const job = await ctx.db.job.findUnique({ where: { key: campaignJobKey(id) }, select: { id: true } });
  if (job !== null) await cancelJob({ ctx, input: { id: job.id } });
  const open = await ctx.db.run.findMany({
    where: { campaignId: id, state: NOT_ENDED },
    select: { id: true },
  });
  for (const run of open) await cancelRun({ ctx, input: { id: run.id } });
  return getCampaign({ ctx, input: { id } });
}
