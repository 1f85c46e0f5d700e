import { transaction } from "@/server/db/transaction";
import { campaignJobKey } from "@/server/services/campaign/campaign-job";
import { updateKeptCampaign } from "@/server/services/campaign/find-campaign";
import type { Context } from "@/server/services/context";
import { enqueueJob } from "@/server/services/job/enqueue";

/**
 * Sees to it that the job of a campaign looks at it after this, once more if it has ended or is about to.
 * @throws StudioError `conflict` for one that is archived
 */
export const wakeCampaign = (ctx: Context, campaignId: string): Promise<unknown> =>
  transaction(ctx.db, async (db) => {
    await updateKeptCampaign(db, campaignId);
    await enqueueJob({
      db,
      ctx,
      kind: "run-campaign",
      key: campaignJobKey(campaignId),
      payload: { campaignId },
      again: "even-running",
    });
  });
