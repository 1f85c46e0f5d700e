import { setTimeout as delay } from "node:timers/promises";
import { StudioError } from "@/core/errors";
import { campaignJobKey } from "@/server/services/campaign/campaign-job";
import { runCampaign } from "@/server/services/campaign/run";
import type { Context } from "@/server/services/context";
import { runJobHere } from "@/server/services/job/run-here";
import type { JobProgress } from "@/server/services/job/job-summary";
import { trainJobKey } from "@/server/services/run/run-config";
import { trainRun } from "@/server/services/run/train";

interface Followed {
  readonly ctx: Context;
  readonly campaignId: string;
  readonly shutdown: AbortSignal;
  readonly onProgress: (progress: JobProgress) => void;
}

const POLL_MS = 300;

/**
 * Brings a campaign to its end in this process, or by waiting for the studio's worker where that has its jobs: the handing out and,
 * one after the other, the trainings.
 * @throws StudioError `cancelled` when it or this process was stopped, and the failure of its job
 */
export async function followCampaign({ ctx, campaignId, shutdown, onProgress }: Followed): Promise<void> {
  const job = await ctx.db.job.findUnique({ where: { key: campaignJobKey(campaignId) } });
  if (job === null) throw new StudioError("not-ready", `The campaign ${campaignId} has no job.`);
  const done = new AbortController();
  const broken = new AbortController();
  const handing = { ctx, jobId: job.id, run: runCampaign, onProgress };
  const ends = await Promise.allSettled([
    trainEach({ ctx, campaignId, shutdown, onProgress: () => undefined }, done.signal).catch(
      (error: unknown) => {
        broken.abort();
        throw error;
      },
    ),
    runJobHere({ ...handing, shutdown: AbortSignal.any([shutdown, broken.signal]) }).finally(() => {
      done.abort();
    }),
  ]);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/** Trains what the campaign hands out; how a training ends is for the campaign to see. */
async function trainEach(
  { ctx, campaignId, shutdown, onProgress }: Followed,
  done: AbortSignal,
): Promise<void> {
  const over = AbortSignal.any([shutdown, done]);
  while (!over.aborted) {
    const jobId = await nextJob(ctx, campaignId);
    if (jobId === null) await delay(POLL_MS, undefined, { signal: over }).catch(() => undefined);
    else
      await runJobHere({ ctx, jobId, run: trainRun, shutdown, onProgress }).catch((error: unknown) => {
        if (!(error instanceof StudioError)) throw error;
      });
  }
}

/** The job of a run that has not ended. */
async function nextJob(ctx: Context, campaignId: string): Promise<string | null> {
  const runs = await ctx.db.run.findMany({ where: { campaignId }, select: { id: true } });
  const job = await ctx.db.job.findFirst({
    where: { key: { in: runs.map(({ id }) => trainJobKey(id)) }, state: { in: ["queued", "running"] } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return job?.id ?? null;
}
