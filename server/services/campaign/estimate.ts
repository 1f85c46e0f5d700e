import { z } from "zod";
import { campaignSettingsSchema } from "@/core/campaign/campaign-settings";
import {
  estimateCampaign,
  type CampaignEstimate,
  type MeasuredSpeed,
} from "@/core/campaign/campaign-estimate";
import { presentRaters } from "@/core/campaign/present-raters";
import { shapeOf, type LlamaShape } from "@/core/models";
import type { Context } from "@/server/services/context";
import { plannedCampaign } from "@/server/services/campaign/planned-campaign";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { parseInput } from "@/server/services/parse-input";
import { runConfigSchema } from "@/server/services/run/run-config";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";
import { runPath } from "@/server/storage/home";
import { glanceOf } from "@/server/training/run-glance";

export const estimateCampaignInput = z.object({
  corpusVersionId: z.string().min(1),
  settings: campaignSettingsSchema,
});

/** What a campaign would take; nothing is written. @throws StudioError as `createCampaign` about its settings */
export async function estimate({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof estimateCampaignInput>;
}): Promise<CampaignEstimate> {
  const { corpusVersionId, settings } = parseInput(estimateCampaignInput, input);
  const { fingerprint } = await findCorpusVersion(ctx, corpusVersionId);
  const statistics = await knownStatistics(fingerprint, ctx.home);
  const planned = plannedCampaign({ name: "estimate", settings, statistics });
  const { documents, tokens } = statistics;
  const corpus = { documents, tokens, raters: presentRaters(statistics).length };
  const shape = shapeOf(settings.model, settings.shape);
  return estimateCampaign(settings, corpus, planned.length, await speedOf(ctx, shape, settings.backend));
}

/** Trainings looked through for one of the same model. */
const LOOKED_AT = 64;

/** How fast the last finished training of a model was on a backend; null where there was none. */
async function speedOf(ctx: Context, shape: LlamaShape, backend: string): Promise<MeasuredSpeed | null> {
  const runs = await ctx.db.run.findMany({
    where: { workspaceId: ctx.workspaceId, backend, state: "succeeded" },
    orderBy: [{ finishedAt: "desc" }, { id: "asc" }],
    take: LOOKED_AT,
    select: { id: true, config: true },
  });
  const wanted = JSON.stringify(shape);
  const same = runs.find(({ config }) => JSON.stringify(runConfigSchema.parse(config).shape) === wanted);
  if (same === undefined) return null;
  const { device, tokensPerSecond } = await glanceOf(runPath(same.id, ctx.home), true);
  return device === null || tokensPerSecond === null ? null : { runId: same.id, device, tokensPerSecond };
}
