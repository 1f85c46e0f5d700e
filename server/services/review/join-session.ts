import { randomInt, randomUUID } from "node:crypto";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { reviewerNameSchema } from "@/core/review/read-answer";
import { isDuplicate, retryBusy } from "@/server/db/retry";
import { hasAccount, type Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";
import { hashKey, keyOfAccount, reviewerKeySchema } from "@/server/services/review/reviewer-key";

export const joinSessionInput = z.strictObject({
  sessionId: z.string().min(1),
  /** Whoever has an account answers under its e-mail address instead. */
  name: reviewerNameSchema,
  /** Made by the browser, which keeps what it is told on joining; joining again is the same act. */
  key: reviewerKeySchema,
});

export const MOST_SEED = 2 ** 31;

export interface JoinedSession {
  readonly reviewerId: string;
  readonly name: string;
  /** What the reviewer answers with from now on. */
  readonly key: string;
}

/**
 * Lets somebody with the link of a session answer in it under a name.
 * @throws StudioError `not-found`; `not-ready` for a closed session; `conflict` for a name that somebody else has
 */
export async function joinSession({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof joinSessionInput>;
}): Promise<JoinedSession> {
  const { sessionId, ...asked } = parseInput(joinSessionInput, input);
  const { name, key } = hasAccount(ctx)
    ? { name: ctx.actor, key: keyOfAccount(sessionId, ctx.actor) }
    : asked;
  const session = await findSession(ctx, sessionId);
  const keyHash = hashKey(key);
  const mine = () => ctx.db.reviewer.findUnique({ where: { keyHash } });
  const known = await mine();
  if (known !== null && known.sessionId === sessionId) return { reviewerId: known.id, name: known.name, key };
  if (session.closedAt !== null || session.archived)
    throw new StudioError(
      "not-ready",
      `"${session.name}" is closed.`,
      "Ask whoever holds the session to reopen it.",
    );
  const owned = { workspaceId: ctx.workspaceId, createdBy: ctx.actor };
  try {
    const made = await retryBusy(() =>
      ctx.db.reviewer.create({
        data: { id: randomUUID(), ...owned, sessionId, name, keyHash, seed: randomInt(MOST_SEED) },
      }),
    );
    return { reviewerId: made.id, name, key };
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const joined = await mine();
  if (joined !== null && joined.sessionId === sessionId)
    return { reviewerId: joined.id, name: joined.name, key };
  throw new StudioError(
    "conflict",
    `Somebody answers as "${name}" in this session already.`,
    "Choose another name, or go on in the browser you joined with.",
  );
}
