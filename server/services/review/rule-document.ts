import { z } from "zod";
import { Prisma } from "@/generated/sqlite/client";
import { StudioError } from "@/core/errors";
import { answerFault, valuesSchema } from "@/core/review/answer";
import { retryBusy } from "@/server/db/retry";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";

export const ruleDocumentInput = z.strictObject({
  sessionId: z.string().min(1),
  documentId: z.string().min(1),
  /** Of the document that was read. */
  version: z.number().int().positive(),
  /** By id of the question; null takes a ruling back. */
  ruling: valuesSchema.nullable(),
});

/**
 * Settles what a document is; the answers of reviewers stay as they are.
 * @throws StudioError `not-found`; `invalid-input`; `conflict` when somebody else has ruled meanwhile
 */
export async function ruleDocument({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof ruleDocumentInput>;
}): Promise<{ readonly documentId: string; readonly version: number }> {
  const { sessionId, documentId, version, ruling } = parseInput(ruleDocumentInput, input);
  authorise(ctx, "hold a review session");
  const { settings } = await findSession(ctx, sessionId);
  const fault =
    ruling === null
      ? null
      : answerFault(
          { state: "answered", values: ruling, note: "", spans: [], flagged: false },
          settings.questions,
        );
  if (fault !== null) throw new StudioError("invalid-input", fault, "Settle each question of the session.");
  const { count } = await retryBusy(() =>
    ctx.db.reviewDocument.updateMany({
      where: { id: documentId, sessionId, version, workspaceId: ctx.workspaceId },
      data: {
        ruling: ruling ?? Prisma.DbNull,
        ruledBy: ruling === null ? null : ctx.actor,
        ruledAt: ruling === null ? null : new Date(),
        version: { increment: 1 },
      },
    }),
  );
  if (count === 1) return { documentId, version: version + 1 };
  const found = await ctx.db.reviewDocument.findFirst({ where: { id: documentId, sessionId } });
  if (found === null)
    throw new StudioError("not-found", `The session has no document ${documentId}.`, "Reload the page.");
  throw new StudioError(
    "conflict",
    `${found.ruledBy ?? "Somebody"} has ruled on this document meanwhile; yours was not saved.`,
    "Look at what stands there, then rule again.",
  );
}
