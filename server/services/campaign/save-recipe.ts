import { z } from "zod";
import { OPTIMA } from "@/core/campaign/first-optimum";
import { learnedRecipe } from "@/core/campaign/learned-recipe";
import { OVERALL } from "@/core/campaign/proxy-roles";
import { StudioError } from "@/core/errors";
import type { PredictedWeights } from "@/core/learning/fit-answer";
import { canonicalRecipe } from "@/core/recipe-identity";
import { authorise } from "@/server/services/authorise";
import { findCampaign, settingsOf } from "@/server/services/campaign/find-campaign";
import { readFit, type CampaignFit } from "@/server/services/campaign/kept-fit";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import type { RecipeVersionSummary } from "@/server/services/recipe/recipe-summary";
import { saveRecipe } from "@/server/services/recipe/save";

export const saveLearnedInput = z.object({
  id: z.uuid(),
  fitId: z.uuid(),
  /** Of the new version, made by the client; a repeat is the same act. */
  versionId: z.uuid(),
  /** Of the recipe; a new version where there is one of that name. */
  name: z.string().trim().min(1).max(120),
  optimum: z.enum(OPTIMA).default("direct"),
});

/**
 * Saves the optimum of a fit as a recipe version; its note says which campaign and fit it comes from. Budget, domains and limits are
 * those of the campaign's base recipe.
 * @throws StudioError `not-found`; `invalid-input` for a fit without a search; `conflict` of `saveRecipe`
 */
export async function saveLearnedRecipe({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof saveLearnedInput>;
}): Promise<RecipeVersionSummary> {
  const { id, fitId, versionId, name, optimum } = parseInput(saveLearnedInput, input);
  authorise(ctx, "save a recipe");
  const campaign = await findCampaign(ctx, id);
  const fit = await readFit(id, fitId, ctx.home);
  const found = fit.answer.search?.[optimum];
  if (found === undefined)
    throw new StudioError("invalid-input", `The fit ${fitId} has looked for no weights.`, "Fit again.");
  const recipe = canonicalRecipe(learnedRecipe(settingsOf(campaign).base, fit.columns, found.weights, name));
  return saveRecipe({
    ctx,
    input: { id: versionId, recipe, note: provenanceOf(campaign, fit, found) },
  });
}

function provenanceOf(
  { id, name }: { readonly id: string; readonly name: string },
  { id: fitId, wishes, used, answer }: CampaignFit,
  { predicted, low, high }: PredictedWeights,
): string {
  const loss = wishes.target === OVERALL ? "validation loss" : wishes.target;
  const ranks = answer.validation.spearman;
  const interval =
    low === null || high === null ? "without an interval" : `95 % ${low.toFixed(4)} to ${high.toFixed(4)}`;
  return (
    `Weights learned in the campaign "${name}" (${id}), fit ${fitId}: ${answer.model} on ${String(used.length)} proxies, ` +
    `cross-validated Spearman ${ranks === null ? "undefined" : ranks.toFixed(3)}; predicted ${loss} ${predicted.toFixed(4)} (${interval}).`
  );
}
