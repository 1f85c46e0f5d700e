import { z } from "zod";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";
import { loadChanges, type AnswerAct } from "@/server/services/review/load-changes";

export const documentHistoryInput = z.strictObject({
  sessionId: z.string().min(1),
  documentId: z.string().min(1),
});

/** Every change of every answer to a document, for whoever holds the session. @throws StudioError `not-found` */
export async function documentHistory({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof documentHistoryInput>;
}): Promise<AnswerAct[]> {
  const { sessionId, documentId } = parseInput(documentHistoryInput, input);
  await findSession(ctx, sessionId);
  return loadChanges(ctx, { sessionId, documentId });
}
