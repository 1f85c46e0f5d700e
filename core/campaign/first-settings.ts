import {
  campaignSettingsSchema,
  defaultCampaignSettings,
  type CampaignSettings,
} from "@/core/campaign/campaign-settings";
import { PROXY_TRAIN } from "@/core/campaign/proxy-model";
import { defaultTrainSettings } from "@/core/train-settings";

/** As the authors select: the best 15 % of the corpus. */
const TARGET_SHARE = 0.15;
/** What the target of the published models selects and trains. */
const PUBLISHED_TARGET = 30_000_000_000;
/** Proxies of the usual size select at most this share of a corpus, or their selections are all alike. */
const MOST_SHARE = 0.5;
/** 64 steps of the tiny model: half a minute on two CPU cores. */
const TINY_TOKENS = 65_536;

/**
 * Settings to begin with: the usual campaign where the corpus has tokens enough for its proxies, else a few tiny proxies that end
 * within minutes on a laptop. A target that is worth it reads its selection once.
 */
export function firstCampaignSettings(
  base: CampaignSettings["base"],
  corpusTokens: number,
): CampaignSettings {
  const selectionTokens = Math.max(1, Math.round(Math.min(PUBLISHED_TARGET, corpusTokens * TARGET_SHARE)));
  if (PROXY_TRAIN.tokenBudget <= corpusTokens * MOST_SHARE)
    return { ...defaultCampaignSettings(base), target: { trainTokens: selectionTokens, selectionTokens } };
  return campaignSettingsSchema.parse({
    ...{ base, proxies: 8, model: "tiny" },
    // No larger than a proxy: of a small corpus a target that reads its selection once would select a document or two.
    target: { trainTokens: TINY_TOKENS, selectionTokens },
    train: { ...defaultTrainSettings("tiny"), tokenBudget: TINY_TOKENS },
    checks: { heldOut: 0, uniform: true, random: true, published: false, seeds: 2 },
  });
}
