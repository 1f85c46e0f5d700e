import { z } from "zod";
import { listingSchema } from "@/core/listing";
import type { Context } from "@/server/services/context";
import { listDocuments } from "@/server/services/document/listing-shelf";
import { listedCorpus } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";

export const documentPositionInput = z.object({
  versionId: z.string().min(1),
  listing: listingSchema,
  ordinal: z.number().int().nonnegative(),
});

export interface DocumentPosition {
  /** From 0; null when the listing does not hold the document. */
  readonly position: number | null;
}

/** Where a document stands in a listing. @throws StudioError as `pageDocuments` */
export async function positionDocument({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof documentPositionInput>;
  signal?: AbortSignal | undefined;
}): Promise<DocumentPosition> {
  const { versionId, listing, ordinal } = parseInput(documentPositionInput, input);
  const corpus = await listedCorpus(ctx, versionId);
  const listed = await listDocuments(corpus, listing, { search: false, signal });
  if (listed === null) return { position: ordinal < corpus.documents ? ordinal : null };
  const position = listed.indexOf(ordinal);
  return { position: position === -1 ? null : position };
}
