import { z } from "zod";
import { listingSchema, MAX_ONLY } from "@/core/listing";
import type { Context } from "@/server/services/context";
import { listDocuments } from "@/server/services/document/listing-shelf";
import { pageOrdinals } from "@/server/services/document/listing-page";
import { listedCorpus } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";

export const documentOrdinalsInput = z.object({
  versionId: z.string().min(1),
  listing: listingSchema,
  /** Position of the first. */
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(1).max(MAX_ONLY),
});

/** Which documents stand at a stretch of a listing: what a person selects at once. @throws StudioError as `pageDocuments` */
export async function documentOrdinals({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof documentOrdinalsInput>;
  signal?: AbortSignal | undefined;
}): Promise<number[]> {
  const { versionId, listing, offset, limit } = parseInput(documentOrdinalsInput, input);
  const corpus = await listedCorpus(ctx, versionId);
  const listed = await listDocuments(corpus, listing, { search: false, signal });
  return pageOrdinals(corpus, listed, offset, limit);
}
