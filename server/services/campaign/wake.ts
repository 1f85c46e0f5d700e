import { transaction } from "@/server/db/transaction";
import { campaignJobKey } from "@/server/services/campaign/campaign-job";
import type { Context } from "@/server/services/context";
import { enqueueJob } from "@/server/services/job/enqueue";

/** Sees to it that the job of a campaign looks at it after this, once more if it has ended or is about to. */
export const wakeCampaign = (ctx: Context, campaignId: string): Promise<unknown> =>
  transaction(ctx.db, (db) =>
    enqueueJob({
      db,
      ctx,
      kind: "run-campaign",
      key: campaignJobKey(campaignId),
      payload: { campaignId },
      again: "even-running",
    }),
  );
