import type { ListedCorpus, ListedOrdinals } from "@/server/services/document/listing-shelf";

/** Ordinals at the positions from `offset` on, at most `limit`; fewer at the end of a listing. */
export function pageOrdinals(
  { documents }: ListedCorpus,
  listed: ListedOrdinals,
  offset: number,
  limit: number,
): number[] {
  if (listed !== null) return Array.from(listed.subarray(offset, offset + limit));
  const length = Math.max(0, Math.min(limit, documents - offset));
  return Array.from({ length }, (_, at) => offset + at);
}
