import { setTimeout as delay } from "node:timers/promises";
import { StudioError } from "@/core/errors";
import { transaction } from "@/server/db/transaction";
import { campaignJobKey } from "@/server/services/campaign/campaign-job";
import type { Context } from "@/server/services/context";
import { enqueueJob } from "@/server/services/job/enqueue";

/** A job that was told to stop looks twice a second. */
const POLL_MS = 200;
const MOST_LOOKS = 100;

/**
 * Sees to it that the job of a campaign runs, once more if it has ended: one that is being stopped ends first.
 * @throws StudioError `not-ready` when it does not end
 */
export async function wakeCampaign(ctx: Context, campaignId: string): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const job = await transaction(ctx.db, (db) =>
      enqueueJob({
        db,
        ctx,
        kind: "run-campaign",
        key: campaignJobKey(campaignId),
        payload: { campaignId },
        again: true,
      }),
    );
    if (!job.cancelRequested) return;
    await delay(POLL_MS);
  }
  throw new StudioError(
    "not-ready",
    "The campaign is still being stopped.",
    "Try again in a moment; if it stays so, restart the studio.",
  );
}
