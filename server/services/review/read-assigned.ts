import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import { FIRST_SLICE, sliceOf, textAt, type TextSlice } from "@/server/services/document/long-text";
import { withDocuments } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";
import { findReviewer, reviewerKeySchema } from "@/server/services/review/reviewer-key";

export const readAssignedInput = z.object({
  key: reviewerKeySchema,
  documentId: z.string().min(1),
  /** `next` of the slice before, in UTF-16 units. */
  cursor: z.number().int().nonnegative().default(0),
});

export interface AssignedText extends TextSlice {
  /** UTF-16 units of the whole text. */
  readonly characters: number;
}

/**
 * The text of a document that a reviewer has, or had, to answer; nothing else of it.
 * @throws StudioError `forbidden` for any other document
 */
export async function readAssigned({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof readAssignedInput>;
}): Promise<AssignedText> {
  const { key, documentId, cursor } = parseInput(readAssignedInput, input);
  const { reviewer, session } = await findReviewer(ctx, key);
  const assignment = await ctx.db.assignment.findUnique({
    where: { documentId_reviewerId: { documentId, reviewerId: reviewer.id } },
    include: { document: true },
  });
  if (assignment === null)
    throw new StudioError("forbidden", "This document is not assigned to you.", "Ask for the next one.");
  const ordinal = Number(assignment.document.ordinal);
  return withDocuments(ctx, session.corpusVersionId, async ({ engine, table, corpus }) => {
    const text = await textAt(engine, table, corpus, ordinal);
    return { ...sliceOf(text, cursor, FIRST_SLICE), characters: text.length };
  });
}
