import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Proxy } from "@/generated/sqlite/client";
import { findCampaign } from "@/server/services/campaign/find-campaign";
import { handOut, isToTrain } from "@/server/services/campaign/hand-out";
import { selectProxies } from "@/server/services/campaign/select-proxies";
import { settleProxies } from "@/server/services/campaign/settle-proxies";
import { trainingPhase } from "@/server/services/campaign/training-phase";
import type { JobRun, JobRunner } from "@/server/services/job/job-runner";
import { parseInput } from "@/server/services/parse-input";

const payloadSchema = z.object({ campaignId: z.string() });

const POLL_MS = 500;

/**
 * Job `run-campaign`: selects for the proxies, hands them out and collects their losses until every one has a loss or a failure, or
 * the campaign is stopped. It goes by what the database and the files say, so it goes on wherever an earlier worker left it.
 */
export const runCampaign: JobRunner = async (job) => {
  const { campaignId } = parseInput(payloadSchema, job.payload);
  for (;;) {
    const state = await advance(job, campaignId);
    if (state !== "running") return { campaignId, state };
    await delay(POLL_MS, undefined, { signal: job.signal });
  }
};

async function advance(job: JobRun, campaignId: string): Promise<"running" | "stopped" | "finished"> {
  const { ctx } = job;
  const campaign = await findCampaign(ctx, campaignId);
  if (campaign.stoppedAt !== null) return "stopped";
  const read = (): Promise<Proxy[]> =>
    ctx.db.proxy.findMany({ where: { campaignId }, orderBy: { number: "asc" } });
  const found = await read();
  const proxies = (await selectProxies(job, campaign, found)) === 0 ? found : await read();
  const going = await settleProxies(job, proxies);
  const started = await handOut(ctx, campaign, proxies, going);
  const waiting = proxies.filter(isToTrain).length - started;
  const [total, left] = [proxies.length, going + started + waiting];
  const phase = await trainingPhase(ctx, campaignId);
  job.report({ done: total - left, total, unit: "proxies", phase, rate: null });
  return left === 0 ? "finished" : "running";
}
