import { z } from "zod";
import { MOST_GOLD } from "@/core/review/parse-gold";
import { transaction } from "@/server/db/transaction";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";
import { keepGold, readGold } from "@/server/services/review/gold-documents";
import { holdSession } from "@/server/services/review/hold-session";

export const giveGoldInput = z.strictObject({
  id: z.string().min(1),
  /** One answer a line; see `parseGold`. */
  text: z.string().max(MOST_GOLD),
});

/**
 * Says what holds of some documents of a session, or takes it back; what is not named stays as it is. Documents that were not
 * drawn are added to the session.
 * @returns how many documents were named
 * @throws StudioError `not-found`; `invalid-input`, by line, and then nothing has changed
 */
export async function giveGold({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof giveGoldInput>;
}): Promise<{ readonly documents: number }> {
  const { id, text } = parseInput(giveGoldInput, input);
  authorise(ctx, "hold a review session");
  const { settings, corpus } = await findSession(ctx, id);
  const documents = await readGold(ctx, corpus.versionId, settings.questions, text);
  const owned = { sessionId: id, workspaceId: ctx.workspaceId, createdBy: ctx.actor };
  await transaction(ctx.db, async (tx) => {
    await holdSession(tx, id);
    await keepGold(tx, owned, documents);
  });
  return { documents: documents.length };
}
