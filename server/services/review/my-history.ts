import { z } from "zod";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { loadChanges, type AnswerAct } from "@/server/services/review/load-changes";
import { findReviewer, reviewerKeySchema } from "@/server/services/review/reviewer-key";

export const myHistoryInput = z.strictObject({ key: reviewerKeySchema, documentId: z.string().min(1) });

/** Every change of a reviewer's own answer to a document; of others', nothing. @throws StudioError `forbidden` */
export async function myHistory({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof myHistoryInput>;
}): Promise<AnswerAct[]> {
  const { key, documentId } = parseInput(myHistoryInput, input);
  const { reviewer, session } = await findReviewer(ctx, key);
  return loadChanges(ctx, { sessionId: session.id, documentId, reviewerId: reviewer.id });
}
