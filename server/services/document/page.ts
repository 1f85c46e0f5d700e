import { z } from "zod";
import { listingSchema } from "@/core/listing";
import type { Context } from "@/server/services/context";
import type { DocumentRow } from "@/server/services/document/document-row";
import { documentRows } from "@/server/services/document/document-rows";
import { listDocuments } from "@/server/services/document/listing-shelf";
import { pageOrdinals } from "@/server/services/document/listing-page";
import { listedCorpus } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";

export const documentPageInput = z.object({
  versionId: z.string().min(1),
  listing: listingSchema,
  /** Position of the first row. */
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(1).max(200),
});

export interface DocumentPage {
  /** Documents of all pages together. */
  readonly total: number;
  readonly rows: readonly DocumentRow[];
}

/**
 * One page of a listing; beyond its end there are no rows. Makes the listing where that takes no search.
 * @throws StudioError `not-found`; `not-ready` for a search that `openListing` has not done;
 * `invalid-input` for a rater the corpus does not have
 */
export async function pageDocuments({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof documentPageInput>;
  signal?: AbortSignal | undefined;
}): Promise<DocumentPage> {
  const { versionId, listing, offset, limit } = parseInput(documentPageInput, input);
  const corpus = await listedCorpus(ctx, versionId);
  const listed = await listDocuments(corpus, listing, { search: false, signal });
  const ordinals = pageOrdinals(corpus, listed, offset, limit);
  const total = listed?.length ?? corpus.documents;
  return { total, rows: await documentRows(corpus, ordinals) };
}
