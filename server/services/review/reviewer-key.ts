import { createHash } from "node:crypto";
import { z } from "zod";
import type { Reviewer, ReviewSession } from "@/generated/sqlite/client";
import { StudioError } from "@/core/errors";
import { sessionSettingsSchema, type SessionSettings } from "@/core/review/session-settings";
import { hasAccount, type Context } from "@/server/services/context";

/** What only the browser of a reviewer knows: 32 random bytes in hex. The database holds its hash. */
export const reviewerKeySchema = z.string().regex(/^[0-9a-f]{64}$/, "not a reviewer's key");

export const hashKey = (key: string): string => createHash("sha256").update(key).digest("hex");

/** Of an account in a session: the same in every browser. No secret, as `findReviewer` asks for the account besides. */
export const keyOfAccount = (sessionId: string, email: string): string => hashKey(`${sessionId} ${email}`);

export interface JoinedReviewer {
  readonly reviewer: Reviewer;
  readonly session: ReviewSession;
  readonly settings: SessionSettings;
}

/** @throws StudioError `forbidden` for a key that nobody joined with, or another account did */
export async function findReviewer(ctx: Context, key: string): Promise<JoinedReviewer> {
  const found = await ctx.db.reviewer.findUnique({
    where: { keyHash: hashKey(key) },
    include: { session: true },
  });
  const isTheirs =
    found?.workspaceId === ctx.workspaceId && (!hasAccount(ctx) || found.createdBy === ctx.actor);
  if (found === null || !isTheirs)
    throw new StudioError(
      "forbidden",
      "This browser has not joined the review session.",
      "Open the link of the session and join with a name.",
    );
  const { session, ...reviewer } = found;
  return { reviewer, session, settings: sessionSettingsSchema.parse(session.settings) };
}
