import { campaignSettingsSchema, type CampaignSettings } from "@/core/campaign/campaign-settings";
import { presets } from "@/core/presets";
import type { CorpusStatistics } from "@/core/statistics";
import { defaultTrainSettings } from "@/core/train-settings";

/** Measured: ten trainings of 6 steps and the fit take 260 s of CPU time; a step takes about a second. */
const STEPS = 16;

/**
 * Eight proxies of the tiny model, equal weights and random documents beside them: enough to see every step of a campaign, too few to
 * learn anything from.
 * @param steps of each training
 */
export function demoCampaign(statistics: CorpusStatistics, steps = STEPS): CampaignSettings {
  const train = { ...defaultTrainSettings("tiny"), warmupSteps: Math.min(10, Math.ceil(steps / 4)) };
  const tokens = steps * train.batchTokens;
  return campaignSettingsSchema.parse({
    base: {
      name: "Demo campaign",
      weights: presets(statistics)[0]?.weights ?? {},
      normalisation: "rank",
      missing: "median",
      budget: { share: 0.1 },
    },
    proxies: 8,
    target: { trainTokens: tokens, selectionTokens: tokens },
    model: "tiny",
    train: { ...train, tokenBudget: tokens, checkpointEverySteps: steps, validateEverySteps: steps },
    checks: { heldOut: 0, uniform: true, random: true, published: false, seeds: 1 },
  });
}
