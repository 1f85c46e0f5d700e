import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { RecipeVersion } from "@/generated/sqlite/client";
import { StudioError } from "@/core/errors";
import { recipeSchema } from "@/core/recipe";
import { recipeHash } from "@/core/recipe-identity";
import type { DbTransaction } from "@/server/db/client";
import { isDuplicate } from "@/server/db/retry";
import { transaction } from "@/server/db/transaction";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { toRecipeVersionSummary, type RecipeVersionSummary } from "@/server/services/recipe/recipe-summary";

export const saveRecipeInput = z.object({
  /** Of the version, made by the client; a repeat is the same act. */
  id: z.uuid(),
  recipe: recipeSchema,
  note: z.string().max(4000).default(""),
  /** Number of the newest version under the name that the saver knows of, 0 for none; left out: whatever there is. */
  after: z.number().int().nonnegative().optional(),
});
type Saving = z.output<typeof saveRecipeInput>;

/** Two savers of PostgreSQL can want the same number at once; SQLite lets one wait. */
const MOST_TRIES = 4;

/**
 * Saves a recipe under its name: a new recipe, or the next version of it. A recipe that means the same as the latest
 * version is that version.
 * @throws StudioError `conflict` when the id names another version, and when there is a version the saver does not know
 * of: nothing is written
 */
export async function saveRecipe({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof saveRecipeInput>;
}): Promise<RecipeVersionSummary> {
  const saving = parseInput(saveRecipeInput, input);
  authorise(ctx, "save a recipe");
  for (let attempt = 1; ; attempt += 1) {
    try {
      return toRecipeVersionSummary(await transaction(ctx.db, (tx) => writeVersion(tx, ctx, saving)));
    } catch (error) {
      if (!isDuplicate(error) || attempt === MOST_TRIES) throw error;
    }
  }
}

async function writeVersion(
  tx: DbTransaction,
  ctx: Context,
  { id, recipe, note, after }: Saving,
): Promise<RecipeVersion> {
  const owned = { workspaceId: ctx.workspaceId, createdBy: ctx.actor };
  const { id: recipeId } = await tx.recipe.upsert({
    where: { workspaceId_name: { workspaceId: ctx.workspaceId, name: recipe.name } },
    create: { id: randomUUID(), ...owned, name: recipe.name },
    update: { version: { increment: 1 } },
  });
  const hash = recipeHash(recipe);
  const same = await tx.recipeVersion.findUnique({ where: { id } });
  if (same !== null) {
    if (same.recipeId === recipeId && same.recipeHash === hash) return same;
    throw new StudioError(
      "conflict",
      `The id ${id} already names another version of a recipe.`,
      "Save again; the page makes a new id.",
    );
  }
  const latest = await tx.recipeVersion.findFirst({ where: { recipeId }, orderBy: { number: "desc" } });
  if (latest?.recipeHash === hash) return latest;
  const newest = latest?.number ?? 0;
  if (after !== undefined && newest > after) throw movedOn(recipe.name, newest);
  const number = newest + 1;
  return tx.recipeVersion.create({
    data: { id, ...owned, recipeId, number, recipeHash: hash, body: recipe, note },
  });
}

const movedOn = (name: string, newest: number): StudioError =>
  new StudioError(
    "conflict",
    `Version ${String(newest)} of "${name}" was saved meanwhile; yours was not saved.`,
    "See what differs, then save after it, open it, or save under another name.",
  );
