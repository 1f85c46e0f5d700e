import { z } from "zod";
import type { Context } from "@/server/services/context";
import { NEXT_SLICE, sliceOf, textAt, type TextSlice } from "@/server/services/document/long-text";
import { withDocuments } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";

export const documentTextInput = z.object({
  versionId: z.string().min(1),
  ordinal: z.number().int().nonnegative(),
  /** `next` of the slice before, in UTF-16 units. */
  cursor: z.number().int().nonnegative().default(0),
});

/** What follows in a text that was too long to come with its document. @throws StudioError `not-found`, `corrupt` */
export async function documentText({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof documentTextInput>;
}): Promise<TextSlice> {
  const { versionId, ordinal, cursor } = parseInput(documentTextInput, input);
  return withDocuments(ctx, versionId, async ({ engine, table, corpus }) =>
    sliceOf(await textAt(engine, table, corpus, ordinal), cursor, NEXT_SLICE),
  );
}
