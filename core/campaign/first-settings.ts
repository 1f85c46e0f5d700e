import { defaultCampaignSettings, type CampaignSettings } from "@/core/campaign/campaign-settings";
import { demoCampaign } from "@/core/campaign/demo-campaign";
import { PROXY_TRAIN } from "@/core/campaign/proxy-model";
import type { CorpusStatistics } from "@/core/statistics";

/** Seeds that tell the noise between them; the demo itself has one, to be over sooner. */
const FEWEST_SEEDS = 3;
/** As the authors select: the best 15 % of the corpus. */
const TARGET_SHARE = 0.15;
/** What the target of the published models selects and trains. */
const PUBLISHED_TARGET = 30_000_000_000;
/** Proxies of the usual size select at most this share of a corpus, or their selections are all alike. */
const MOST_SHARE = 0.5;

/**
 * Settings to begin with: the usual campaign where the corpus has tokens enough for its proxies, else the size of the demo. A
 * target that is worth it reads its selection once.
 */
export function firstCampaignSettings(
  base: CampaignSettings["base"],
  statistics: CorpusStatistics,
): CampaignSettings {
  const { tokens } = statistics;
  const selectionTokens = Math.max(1, Math.round(Math.min(PUBLISHED_TARGET, tokens * TARGET_SHARE)));
  if (PROXY_TRAIN.tokenBudget <= tokens * MOST_SHARE)
    return { ...defaultCampaignSettings(base), target: { trainTokens: selectionTokens, selectionTokens } };
  const demo = demoCampaign(statistics);
  // The target trains no more than a proxy: one that read its selection once would leave a proxy a document or two.
  return {
    ...demo,
    base,
    target: { trainTokens: demo.target.trainTokens, selectionTokens },
    checks: { ...demo.checks, seeds: FEWEST_SEEDS },
  };
}
