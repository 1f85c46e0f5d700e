import { formatCount, formatPlural } from "@/components/ui/format";
import type { ListingWork } from "@/components/corpus/browse/use-listing";

/** "searched 14 of 32 parts, 1,204 found", "sorted 65,536 of 1,000,000 documents"; null before anything is known. */
export function workText(work: ListingWork | null): string | null {
  if (work === null) return null;
  const { phase, done, total, found } = work;
  const of = `${formatCount(done)} of ${formatCount(total)}`;
  return phase === "searching"
    ? `searched ${of} parts, ${formatCount(found)} found`
    : `sorted ${of} documents`;
}

/** 0 … 1; null while the whole is unknown. */
export const workShare = (work: ListingWork | null): number | null =>
  work === null || work.total === 0 ? null : work.done / work.total;

/** "12 of 4,081 documents" */
export const countText = (total: number, all: number): string =>
  `${formatCount(total)} of ${formatPlural(all, "document")}`;
