import { campaignSettingsSchema, type CampaignSettingsInput } from "@/core/campaign/campaign-settings";
import { recipeSchema } from "@/core/recipe";
import { microShape, microTrain } from "@/tests/support/training-studio";

const BASE = recipeSchema.parse({
  name: "base",
  weights: { word_count: 0.5, mean_word_length: 0.5 },
  normalisation: "rank",
  budget: { share: 0.3 },
});

/** A campaign of a model that trains in seconds; that of each proxy is long enough to be stopped on its way. */
export const microCampaign = (changes: Partial<CampaignSettingsInput> = {}) =>
  campaignSettingsSchema.parse({
    base: BASE,
    proxies: 5,
    selection: { share: 0.3 },
    target: { trainTokens: 5_000, selectionTokens: 5_000 },
    model: "custom",
    shape: microShape,
    train: microTrain,
    checks: { heldOut: 0, uniform: true, random: true, published: false, seeds: 1 },
    ...changes,
  });
