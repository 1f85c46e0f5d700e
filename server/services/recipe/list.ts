import type { Context } from "@/server/services/context";
import { toRecipeVersionSummary, type RecipeSummary } from "@/server/services/recipe/recipe-summary";

/** Saved recipes by name. */
export async function listRecipes({ ctx }: { ctx: Context }): Promise<RecipeSummary[]> {
  const recipes = await ctx.db.recipe.findMany({
    where: { workspaceId: ctx.workspaceId, archivedAt: null },
    orderBy: { name: "asc" },
    include: { versions: { orderBy: { number: "desc" } } },
  });
  return recipes.map(({ id, name, versions }) => ({
    id,
    name,
    versions: versions.map(toRecipeVersionSummary),
  }));
}
