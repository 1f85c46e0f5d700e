import { z } from "zod";
import { OVERALL } from "@/core/campaign/proxy-roles";
import { vectorWeights } from "@/core/campaign/proxy-weights";
import { StudioError } from "@/core/errors";
import { canonicalRecipe } from "@/core/recipe-identity";
import type { Recipe } from "@/core/recipe";
import { authorise } from "@/server/services/authorise";
import { vectorOf } from "@/server/services/campaign/extend";
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
  optimum: z.enum(["direct", "meanOfBest"]).default("direct"),
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
  const weights = vectorWeights(vectorOf(found.weights, fit));
  const recipe: Recipe = canonicalRecipe({ ...settingsOf(campaign).base, name, weights });
  return saveRecipe({
    ctx,
    input: { id: versionId, recipe, note: provenanceOf(campaign, fit, found.predicted) },
  });
}

function provenanceOf(
  { id, name }: { readonly id: string; readonly name: string },
  { id: fitId, wishes, used, answer }: CampaignFit,
  predicted: number,
): string {
  const loss = wishes.target === OVERALL ? "validation loss" : wishes.target;
  const ranks = answer.validation.spearman;
  return (
    `Weights learned in the campaign "${name}" (${id}), fit ${fitId}: ${answer.model} on ${String(used.length)} proxies, ` +
    `cross-validated Spearman ${ranks === null ? "undefined" : ranks.toFixed(3)}; predicted ${loss} ${predicted.toFixed(4)}.`
  );
}
