import { z } from "zod";
import { campaignSettingsSchema } from "@/core/campaign/campaign-settings";
import { StudioError } from "@/core/errors";
import { isDuplicate } from "@/server/db/retry";
import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import { campaignJobKey } from "@/server/services/campaign/campaign-job";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import { getCampaign } from "@/server/services/campaign/get";
import { plannedCampaign } from "@/server/services/campaign/planned-campaign";
import { proxyRows } from "@/server/services/campaign/proxy-row";
import type { Context } from "@/server/services/context";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { enqueueJob } from "@/server/services/job/enqueue";
import { parseInput } from "@/server/services/parse-input";
import { placeRun } from "@/server/services/run/place-run";
import { requireTrainable } from "@/server/services/run/trainable-corpus";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";
import { holdVersion } from "@/server/services/selection/hold-version";

export const createCampaignInput = z.object({
  /** Made by the client; a repeat is the same act. */
  id: z.uuid(),
  name: z.string().trim().min(1).max(100),
  corpusVersionId: z.string().min(1),
  settings: campaignSettingsSchema,
});
type Creation = z.output<typeof createCampaignInput>;

/**
 * Begins a campaign: itself, its proxies and its job in one transaction.
 * @throws StudioError `invalid-input` for settings that cannot be drawn, selected or trained, `not-found` for an unknown corpus,
 * backend or template, `not-ready` without a validation set, `forbidden` on a synthetic corpus
 */
export async function createCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof createCampaignInput>;
}): Promise<CampaignDetail> {
  const creation = parseInput(createCampaignInput, input);
  authorise(ctx, "run a campaign");
  const { id } = creation;
  const known = await ctx.db.campaign.count({ where: { id, workspaceId: ctx.workspaceId } });
  if (known === 0) await write(ctx, creation);
  return getCampaign({ ctx, input: { id } });
}

async function write(ctx: Context, { id, name, corpusVersionId, settings }: Creation): Promise<void> {
  const { fingerprint } = await findCorpusVersion(ctx, corpusVersionId);
  await requireTrainable(ctx, { fingerprint, corpusVersionId });
  await placeRun({ ...settings, processes: settings.train.processes }, ctx.home);
  const statistics = await knownStatistics(fingerprint, ctx.home);
  const planned = plannedCampaign({ name, settings, statistics });
  const owned = { workspaceId: ctx.workspaceId, createdBy: ctx.actor };
  try {
    await transaction(ctx.db, async (db) => {
      await holdVersion(db, corpusVersionId);
      await db.campaign.create({ data: { id, ...owned, name, corpusVersionId, settings } });
      await db.proxy.createMany({ data: proxyRows(ctx, id, planned) });
      await enqueueJob({
        db,
        ctx,
        kind: "run-campaign",
        key: campaignJobKey(id),
        payload: { campaignId: id },
      });
      const detail = { name, proxies: planned.length };
      await recordAudit(db, ctx, { action: "campaign begun", subject: id, detail });
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const mine = await ctx.db.campaign.count({ where: { id, workspaceId: ctx.workspaceId } });
    if (mine === 0) throw new StudioError("conflict", `The id ${id} already names another campaign.`);
  }
}
