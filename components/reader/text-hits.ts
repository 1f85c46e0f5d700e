/** Units searched without a pause, a few milliseconds. */
const BLOCK = 2_000_000;

/**
 * Where a text holds a query, literally and in any case, left to right without overlaps, block by block so that the caller may
 * pause. Cases match as under the flags `i` and `u` of a regular expression, which keep lengths: every hit is as long as the
 * query. Nothing for an empty query.
 */
export function* hitsByBlock(text: string, query: string, block = BLOCK): Generator<readonly number[]> {
  if (query === "") return;
  const pattern = new RegExp(query.replace(/[\^$\\.*+?()[\]{}|/]/g, "\\$&"), "giu");
  let free = 0;
  for (let start = 0; start < text.length; start += block) {
    const found: number[] = [];
    const from = Math.max(start, free);
    const part = text.slice(from, start + block + query.length - 1);
    for (const { index } of part.matchAll(pattern)) {
      found.push(from + index);
      free = from + index + query.length;
    }
    yield found;
  }
}

/** All hits at once. */
export const findHits = (text: string, query: string): number[] => [...hitsByBlock(text, query)].flat();

/** Index of the first hit at or after a position; `hits.length` when there is none. */
export function firstHitFrom(hits: readonly number[], position: number): number {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hits[middle] ?? 0) >= position) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A hit as positions within a chunk; hits over a border count for both sides. */
export interface ChunkHit {
  readonly from: number;
  readonly to: number;
  /** Index among all hits. */
  readonly index: number;
}

/** The hits, or parts of hits, within [start, start + length). */
export function hitsWithin(
  hits: readonly number[],
  queryLength: number,
  start: number,
  length: number,
): ChunkHit[] {
  const found: ChunkHit[] = [];
  const end = start + length;
  for (let index = firstHitFrom(hits, start - queryLength + 1); index < hits.length; index += 1) {
    const at = hits[index] ?? 0;
    if (at >= end) break;
    found.push({ from: Math.max(0, at - start), to: Math.min(length, at + queryLength - start), index });
  }
  return found;
}
