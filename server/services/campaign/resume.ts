import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { retryBusy } from "@/server/db/retry";
import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import { campaignJobKey } from "@/server/services/campaign/campaign-job";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import {
  campaignIdInput,
  findKeptCampaign,
  updateKeptCampaign,
} from "@/server/services/campaign/find-campaign";
import { getCampaign } from "@/server/services/campaign/get";
import { wakeCampaign } from "@/server/services/campaign/wake";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { reopenRun } from "@/server/services/run/reopen";
import { settledByJobs } from "@/server/services/run/settled-by-jobs";

export const resumeCampaignInput = campaignIdInput.extend({
  /** Also train failed proxies again, from their first step. */
  failed: z.boolean().default(false),
});

/** A job that was told to stop looks twice a second. */
const POLL_MS = 200;
const MOST_LOOKS = 100;

/**
 * Goes on with a campaign as a whole: what was stopped from its checkpoints, then what waits.
 * @throws StudioError `not-found`; `conflict` for one that is archived; `not-ready` while trainings are still on the way to the checkpoint they were to stop at
 */
export async function resumeCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof resumeCampaignInput>;
}): Promise<CampaignDetail> {
  const { id, failed } = parseInput(resumeCampaignInput, input);
  authorise(ctx, "run a campaign");
  await findKeptCampaign(ctx, id);
  await untilStopped(ctx, id);
  await transaction(ctx.db, async (tx) => {
    await updateKeptCampaign(tx, id, { stoppedAt: null });
    await recordAudit(tx, ctx, { action: "campaign resumed", subject: id, detail: { failed } });
  });
  if (failed) await retryFailed(ctx, id);
  const stopped = await ctx.db.run.findMany({
    where: { campaignId: id, state: "cancelled", id: { in: await openRuns(ctx, id) } },
    select: { id: true },
  });
  for (const run of stopped) await reopenRun(ctx, run.id);
  await wakeCampaign(ctx, id);
  return getCampaign({ ctx, input: { id } });
}

/** What a stop has asked to end ends first: a training that ends later would count as cancelled. */
async function untilStopped(ctx: Context, campaignId: string): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    if (!(await isStopping(ctx, campaignId))) return;
    await delay(POLL_MS);
  }
  throw new StudioError(
    "not-ready",
    "Trainings of the campaign are still stopping at a checkpoint.",
    "Resume once they have stopped; if none does, see that the studio runs and reaches the backend.",
  );
}

async function isStopping({ db }: Context, campaignId: string): Promise<boolean> {
  const held = { cancelRequested: true, state: "running" };
  if ((await db.job.count({ where: { key: campaignJobKey(campaignId), ...held } })) > 0) return true;
  const runs = await db.run.findMany({ where: { campaignId, state: "cancelling" } });
  return (await settledByJobs({ db }, runs)).size < runs.length;
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
