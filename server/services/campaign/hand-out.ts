import type { Proxy } from "@/generated/sqlite/client";
import { OVERALL } from "@/core/campaign/proxy-roles";
import type { CampaignSettings } from "@/core/campaign/campaign-settings";
import { shapeOf } from "@/core/models";
import { retryBusy } from "@/server/db/retry";
import { settingsOf, type CampaignParts } from "@/server/services/campaign/find-campaign";
import { derivedId, proxyLosses } from "@/server/services/campaign/proxy-row";
import type { Context } from "@/server/services/context";
import { cancelRun } from "@/server/services/run/cancel";
import { placeRun } from "@/server/services/run/place-run";
import { reopenRun } from "@/server/services/run/reopen";
import type { RunConfig } from "@/server/services/run/run-config";
import { readySelection } from "@/server/services/run/selected-domains";
import { createRun } from "@/server/services/run/submit";

/**
 * Starts the training of the next proxies, in the order of their numbers, until as many go on as may. A run's id is that of its
 * campaign, number and try: whoever hands a proxy out again finds the run that is there.
 * @returns how many were started
 */
export async function handOut(
  ctx: Context,
  campaign: CampaignParts,
  proxies: readonly Proxy[],
  going: number,
): Promise<number> {
  const settings = settingsOf(campaign);
  const next = proxies.filter(isToTrain).slice(0, Math.max(0, settings.atOnce - going));
  let started = 0;
  for (const proxy of next) {
    if (!(await start(ctx, campaign, settings, proxy))) break;
    started += 1;
  }
  return started;
}

/** A proxy whose loss over all domains was read in from a file is not trained. */
export const isToTrain = (proxy: Proxy): boolean =>
  proxy.selectionId !== null &&
  proxy.runId === null &&
  proxy.failure === null &&
  proxyLosses(proxy)?.[OVERALL] === undefined;

/** @returns false when the campaign was stopped meanwhile */
async function start(
  ctx: Context,
  { id: campaignId, name }: CampaignParts,
  settings: CampaignSettings,
  { id, number, tries, seed, selectionId }: Proxy,
): Promise<boolean> {
  const runId = derivedId(campaignId, "run", number, tries);
  await createRun(ctx, {
    id: runId,
    selection: await readySelection(ctx, selectionId ?? ""),
    name: `${name.slice(0, 100)}, proxy ${String(number)}`,
    backend: settings.backend,
    model: settings.model,
    config: await runConfig(ctx, settings, Number(seed)),
    campaignId,
  });
  // One that was made just before its worker was killed may have been stopped since.
  await reopenRun(ctx, runId);
  await retryBusy(() => ctx.db.proxy.update({ where: { id }, data: { runId, version: { increment: 1 } } }));
  const { stoppedAt } = await ctx.db.campaign.findUniqueOrThrow({ where: { id: campaignId } });
  if (stoppedAt === null) return true;
  await cancelRun({ ctx, input: { id: runId } });
  return false;
}

async function runConfig(ctx: Context, settings: CampaignSettings, seed: number): Promise<RunConfig> {
  const { model, shape, backend, template, changes, train } = settings;
  const cluster = await placeRun({ backend, template, changes, processes: train.processes }, ctx.home);
  return {
    shape: shapeOf(model, shape),
    train: { ...train, seed },
    data: "reference",
    ...(cluster === undefined ? {} : { cluster }),
  };
}
