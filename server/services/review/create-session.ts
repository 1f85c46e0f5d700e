import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { MOST_GOLD } from "@/core/review/parse-gold";
import { sessionSettingsSchema } from "@/core/review/session-settings";
import { isDuplicate } from "@/server/db/retry";
import { transaction } from "@/server/db/transaction";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";
import { keepGold, readGold } from "@/server/services/review/gold-documents";
import { holdSession } from "@/server/services/review/hold-session";
import { sampleDocuments } from "@/server/services/review/sample-documents";
import type { SessionSummary } from "@/server/services/review/session-summary";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";

export const createSessionInput = z.strictObject({
  /** Made by the client; a repeat is the same act. */
  id: z.uuid(),
  versionId: z.string().min(1),
  name: z.string().trim().min(1).max(120),
  settings: sessionSettingsSchema,
  /** What holds of some documents, one answer a line; see `parseGold`. */
  gold: z.string().max(MOST_GOLD).default(""),
});

/**
 * Draws the documents of a review session and opens it. When it is open already, as after a reply that was lost, what is said of
 * gold documents now is kept beside what was said then.
 * @throws StudioError `invalid-input` for a draw that cannot be made and for gold answers that cannot be read, `not-found`, `conflict` when the id stands for another
 */
export async function createSession({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof createSessionInput>;
  signal?: AbortSignal | undefined;
}): Promise<SessionSummary> {
  const { id, versionId, name, settings, gold } = parseInput(createSessionInput, input);
  authorise(ctx, "hold a review session");
  const { fingerprint } = await findCorpusVersion(ctx, versionId);
  const sampled = await sampleDocuments({ fingerprint, home: ctx.home, settings }, signal);
  const known = await readGold(ctx, versionId, settings.questions, gold);
  const { domains } = await knownStatistics(fingerprint, ctx.home);
  const owned = { workspaceId: ctx.workspaceId, createdBy: ctx.actor };
  const write = () =>
    transaction(ctx.db, async (tx) => {
      await tx.reviewSession.create({ data: { id, ...owned, name, corpusVersionId: versionId, settings } });
      await tx.reviewDocument.createMany({
        data: sampled.map(({ ordinal, domain, inclusion }, place) => ({
          id: randomUUID(),
          ...owned,
          sessionId: id,
          place,
          ordinal,
          domain: domains[domain]?.domain ?? "",
          inclusion,
        })),
      });
      await keepGold(tx, { ...owned, sessionId: id }, known);
    });
  const isMade = await write().then(
    () => true,
    (error: unknown) => {
      if (isDuplicate(error)) return false;
      throw error;
    },
  );
  const session = await findSession(ctx, id);
  const asked = { name, versionId, settings };
  const stands = { name: session.name, versionId: session.corpus.versionId, settings: session.settings };
  if (!isDeepStrictEqual(stands, asked))
    throw new StudioError("conflict", `There is another review session ${id} already.`, "Create it again.");
  if (isMade || known.length === 0) return session;
  await transaction(ctx.db, async (tx) => {
    await holdSession(tx, id);
    await keepGold(tx, { ...owned, sessionId: id }, known);
  });
  return findSession(ctx, id);
}
