import type { CampaignSettings } from "@/core/campaign/campaign-settings";
import { drawProxies, drawSeed, type PlannedProxy } from "@/core/campaign/draw-proxies";
import { selectionTokens } from "@/core/campaign/campaign-estimate";
import { presentRaters } from "@/core/campaign/present-raters";
import { proxyRecipe } from "@/core/campaign/proxy-weights";
import { shapeOf } from "@/core/models";
import type { Recipe } from "@/core/recipe";
import { planScoring } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";
import { checkTrainSettings } from "@/core/train-settings";

interface Recipes {
  readonly name: string;
  readonly settings: CampaignSettings;
  readonly statistics: CorpusStatistics;
}

/** What proxies of a campaign select by. */
export function recipeMaker({ name, settings, statistics }: Recipes) {
  const budget = { tokens: selectionTokens(settings, statistics.tokens) };
  return ({ number, role, weights, seed }: PlannedProxy & { readonly number: number }): Recipe =>
    proxyRecipe({
      name: `${name.slice(0, 100)} ${String(number)}`,
      base: settings.base,
      vector: weights,
      budget,
      role,
      seed: drawSeed(settings, seed),
    });
}

/**
 * The proxies of a campaign that can be trained.
 * @throws StudioError `invalid-input` for settings that cannot: of the training, the draw, or a base that does not suit the corpus
 */
export function plannedCampaign(of: Recipes): PlannedProxy[] {
  const { settings, statistics } = of;
  checkTrainSettings(settings.train, shapeOf(settings.model, settings.shape));
  const planned = drawProxies(settings, presentRaters(statistics));
  const recipeOf = recipeMaker(of);
  for (const [at, proxy] of planned.entries())
    planScoring(recipeOf({ number: at + 1, ...proxy }), statistics);
  return planned;
}
