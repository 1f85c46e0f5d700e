import { z } from "zod";
import type { Selection } from "@/generated/sqlite/client";
import { StudioError } from "@/core/errors";
import { recipeSchema } from "@/core/recipe";
import { recipeHash, selectionKey } from "@/core/recipe-identity";
import type { DbTransaction } from "@/server/db/client";
import { isDuplicate } from "@/server/db/retry";
import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { enqueueJob } from "@/server/services/job/enqueue";
import { parseInput } from "@/server/services/parse-input";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";
import { getSelection } from "@/server/services/selection/get";
import { holdVersion } from "@/server/services/selection/hold-version";
import { materialiseKey, type SelectionSummary } from "@/server/services/selection/selection-summary";

export const confirmSelectionInput = z.object({
  /** Made by the client; a repeat is the same act. */
  id: z.uuid(),
  versionId: z.string().min(1),
  recipe: recipeSchema,
  recipeVersionId: z.string().min(1).nullish(),
  /** The exact count the person has accepted. */
  expected: z.object({ documents: z.number().int().positive(), tokens: z.number().int().positive() }),
});
type Confirmation = z.output<typeof confirmSelectionInput>;

/**
 * Makes an accepted count a selection and queues the writing of its files, in one transaction. The same recipe on the
 * same corpus is one selection however often, by whomever and under whatever UUID it is confirmed.
 * @throws StudioError `conflict` when the accepted count differs from the one confirmed before.
 */
export async function confirmSelection({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof confirmSelectionInput>;
}): Promise<SelectionSummary> {
  const confirmation = parseInput(confirmSelectionInput, input);
  authorise(ctx, "confirm a selection");
  const { fingerprint } = await findCorpusVersion(ctx, confirmation.versionId);
  await checkRecipeVersion(ctx, confirmation.recipeVersionId ?? null);
  const id = await transaction(ctx.db, (tx) => writeSelection(tx, ctx, confirmation, fingerprint)).catch(
    (error: unknown) => {
      if (!isDuplicate(error)) throw error;
      throw new StudioError(
        "conflict",
        `The id ${confirmation.id} already names another selection.`,
        "Confirm again; the page makes a new id.",
      );
    },
  );
  return getSelection({ ctx, input: { id } });
}

async function checkRecipeVersion(ctx: Context, id: string | null): Promise<void> {
  if (id === null) return;
  const found = await ctx.db.recipeVersion.count({ where: { id, workspaceId: ctx.workspaceId } });
  if (found === 0)
    throw new StudioError("not-found", `There is no saved recipe version ${id}.`, "Save the recipe again.");
}

async function writeSelection(
  tx: DbTransaction,
  ctx: Context,
  { id, versionId, recipe, recipeVersionId, expected }: Confirmation,
  fingerprint: string,
): Promise<string> {
  await holdVersion(tx, versionId);
  const hash = recipeHash(recipe);
  const key = selectionKey(fingerprint, hash);
  const isRepeat = await stands(tx, key);
  const selection = await tx.selection.upsert({
    where: { selectionKey: key },
    create: {
      id,
      workspaceId: ctx.workspaceId,
      createdBy: ctx.actor,
      selectionKey: key,
      fingerprint,
      corpusVersionId: versionId,
      recipeVersionId: recipeVersionId ?? null,
      recipeHash: hash,
      body: recipe,
      documents: BigInt(expected.documents),
      tokens: BigInt(expected.tokens),
    },
    update: { version: { increment: 1 }, campaignId: null },
  });
  if (!isRepeat)
    await recordAudit(tx, ctx, {
      action: "selection confirmed",
      subject: selection.id,
      detail: { documents: expected.documents, tokens: expected.tokens, recipeHash: hash },
    });
  const job = await enqueueJob({
    db: tx,
    ctx,
    kind: "materialise-selection",
    key: materialiseKey(key),
    payload: { selectionId: selection.id },
    again: selection.state !== "ready",
  });
  if (job.state === "queued") {
    const counted = { documents: BigInt(expected.documents), tokens: BigInt(expected.tokens) };
    await tx.selection.update({
      where: { id: selection.id },
      data: { ...counted, state: "queued", error: null },
    });
  } else checkSameCount(selection, expected);
  return selection.id;
}

/** Whether a selection was confirmed before and is written or about to be, so that to confirm it once more changes nothing. */
async function stands(tx: DbTransaction, key: string): Promise<boolean> {
  const known = await tx.selection.findUnique({ where: { selectionKey: key } });
  if (known === null || known.campaignId !== null) return false;
  const open = { key: materialiseKey(key), state: { in: ["queued", "running"] } };
  return known.state === "ready" || (await tx.job.count({ where: open })) > 0;
}

function checkSameCount(selection: Selection, expected: Confirmation["expected"]): void {
  if (Number(selection.documents) === expected.documents && Number(selection.tokens) === expected.tokens)
    return;
  throw new StudioError(
    "conflict",
    `This selection was confirmed with ${String(selection.documents)} documents and ${String(selection.tokens)} tokens, ` +
      `not with ${String(expected.documents)} and ${String(expected.tokens)}.`,
    "Count it again and confirm what is counted.",
  );
}
