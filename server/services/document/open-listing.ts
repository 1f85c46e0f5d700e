import { z } from "zod";
import { listingSchema } from "@/core/listing";
import type { Context } from "@/server/services/context";
import { listDocuments, type ListingProgress } from "@/server/services/document/listing-shelf";
import { listedCorpus } from "@/server/services/document/with-documents";
import { followWork } from "@/server/services/follow-work";
import { parseInput } from "@/server/services/parse-input";

export const openListingInput = z.object({ versionId: z.string().min(1), listing: listingSchema });

export type ListingEvent =
  | ({ readonly kind: "working" } & ListingProgress)
  /** `total` documents are listed; their pages can be asked for. */
  | { readonly kind: "ready"; readonly total: number };

/**
 * Makes a listing and tells how far it is. When nobody listens any more the work ends, unless another waits for the same.
 * @throws StudioError `not-found`, `invalid-input` for a rater the corpus does not have, `cancelled`
 */
export async function* openListing({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof openListingInput>;
  signal?: AbortSignal | undefined;
}): AsyncGenerator<ListingEvent, void> {
  const { versionId, listing } = parseInput(openListingInput, input);
  const corpus = await listedCorpus(ctx, versionId);
  const work = followWork<number, ListingProgress>(signal, async (left, onProgress) => {
    const listed = await listDocuments(corpus, listing, { search: true, signal: left, onProgress });
    return listed?.length ?? corpus.documents;
  });
  for await (const event of work)
    yield event.kind === "ready" ? { kind: "ready", total: event.result } : event;
}
