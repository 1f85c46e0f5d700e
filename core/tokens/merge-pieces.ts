import { MinHeap } from "@/core/tokens/min-heap";
import { rankOfPair } from "@/core/tokens/piece-ids";
import { NO_RANK, type TokenTables } from "@/core/tokens/token-tables";

/** Up to here looking at every neighbour again after each merge is quicker than a heap. */
const SHORT = 64;

/** A heap key is rank · POSITIONS + position: rank < 2^16, so keys are exact below 2^53. */
const POSITIONS = 2 ** 36;
/** No id of a text: the piece `<unk>`. */
const GONE = 0;

const ranks = new Uint16Array(SHORT);

/**
 * Byte-pair encoding in place: merges the best-ranked neighbours, the leftmost first among equals, until none can merge.
 * O(n log n) in the number of ids.
 * @param ids the first `count` are read and replaced
 * @returns how many ids are left, at the beginning of `ids`
 */
export function mergePieces(tables: TokenTables, ids: Uint16Array, count: number): number {
  return count <= SHORT ? mergeShort(tables, ids, count) : mergeLong(tables, ids, count);
}

const rankAt = (tables: TokenTables, ids: Uint16Array, at: number): number =>
  rankOfPair(tables, ids[at] ?? GONE, ids[at + 1] ?? GONE);

function mergeShort(tables: TokenTables, ids: Uint16Array, count: number): number {
  let left = count;
  for (let at = 0; at < left - 1; at += 1) ranks[at] = rankAt(tables, ids, at);
  for (;;) {
    let best = NO_RANK;
    let place = 0;
    for (let at = 0; at < left - 1; at += 1) {
      const rank = ranks[at] ?? NO_RANK;
      if (rank < best) {
        best = rank;
        place = at;
      }
    }
    if (best === NO_RANK) return left;
    left -= 1;
    ids[place] = tables.mergedIds[best] ?? GONE;
    for (let at = place + 1; at < left; at += 1) {
      ids[at] = ids[at + 1] ?? GONE;
      ranks[at] = ranks[at + 1] ?? NO_RANK;
    }
    if (place > 0) ranks[place - 1] = rankAt(tables, ids, place - 1);
    if (place < left - 1) ranks[place] = rankAt(tables, ids, place);
  }
}

function mergeLong(tables: TokenTables, ids: Uint16Array, count: number): number {
  const next = Int32Array.from({ length: count }, (_, position) => position + 1);
  const previous = Int32Array.from({ length: count }, (_, position) => position - 1);
  const heap = new MinHeap();

  const rankAt = (position: number): number => {
    const right = next[position] ?? count;
    return right >= count ? NO_RANK : rankOfPair(tables, ids[position] ?? GONE, ids[right] ?? GONE);
  };
  const consider = (position: number): void => {
    const rank = rankAt(position);
    if (rank !== NO_RANK) heap.push(rank * POSITIONS + position);
  };

  for (let position = 0; position < count - 1; position++) consider(position);
  for (let key = heap.pop(); key !== undefined; key = heap.pop()) {
    const rank = Math.floor(key / POSITIONS);
    const position = key - rank * POSITIONS;
    if (ids[position] === GONE || rankAt(position) !== rank) continue;
    const swallowed = next[position] ?? count;
    const after = next[swallowed] ?? count;
    ids[position] = tables.mergedIds[rank] ?? GONE;
    ids[swallowed] = GONE;
    next[position] = after;
    if (after < count) previous[after] = position;
    const before = previous[position] ?? -1;
    if (before >= 0) consider(before);
    consider(position);
  }
  let left = 0;
  for (let position = 0; position < count; position++) {
    const id = ids[position] ?? GONE;
    if (id !== GONE) ids[left++] = id;
  }
  return left;
}
