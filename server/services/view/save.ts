import { z } from "zod";
import type { SavedView } from "@/generated/sqlite/client";
import { StudioError } from "@/core/errors";
import type { DbTransaction } from "@/server/db/client";
import { isDuplicate } from "@/server/db/retry";
import { transaction } from "@/server/db/transaction";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { toSavedViewSummary, type SavedViewSummary } from "@/server/services/view/saved-view-summary";

export const saveViewInput = z.object({
  /** Made by the client; a repeat is the same act. */
  id: z.uuid(),
  corpusId: z.string().min(1),
  name: z.string().trim().min(1).max(120),
  /** Query of the address, without `?`. */
  query: z.string().max(16_000),
});
type Saving = z.output<typeof saveViewInput>;

/**
 * Saves a state of Browse under a name of its corpus; saving what is there already changes nothing, and the name of an
 * archived view is free.
 * @throws StudioError `not-found` for the corpus; `conflict` when the name, or the id, stands for something else
 */
export async function saveView({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof saveViewInput>;
}): Promise<SavedViewSummary> {
  const saving = parseInput(saveViewInput, input);
  authorise(ctx, "save a view");
  const write = (): Promise<SavedView> => transaction(ctx.db, (tx) => writeView(tx, ctx, saving));
  // Two who save under one name at once: one of them finds the other's view.
  const view = await write().catch((error: unknown) => {
    if (isDuplicate(error)) return write();
    throw error;
  });
  return toSavedViewSummary(view);
}

async function writeView(tx: DbTransaction, ctx: Context, saving: Saving): Promise<SavedView> {
  const { id, corpusId, name, query } = saving;
  const { workspaceId } = ctx;
  const revived = await tx.savedView.updateMany({
    where: { workspaceId, corpusId, name, archivedAt: { not: null } },
    data: { query, archivedAt: null, createdAt: new Date(), createdBy: ctx.actor, version: { increment: 1 } },
  });
  const found = await tx.savedView.findUnique({ where: { corpusId_name: { corpusId, name } } });
  if (found !== null && (revived.count === 1 || found.query === query)) return found;
  if (found !== null || (await tx.savedView.findUnique({ where: { id } })) !== null) {
    throw new StudioError(
      "conflict",
      `There is a view "${name}" already, and it shows something else.`,
      "Choose another name, or remove that view first.",
    );
  }
  const corpus = await tx.corpus.findFirst({ where: { id: corpusId, workspaceId } });
  if (corpus === null)
    throw new StudioError("not-found", `There is no corpus ${corpusId}.`, "Choose a corpus from the list.");
  return tx.savedView.create({ data: { id, workspaceId, createdBy: ctx.actor, corpusId, name, query } });
}
