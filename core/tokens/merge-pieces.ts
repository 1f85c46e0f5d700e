import { MERGES, PIECES } from "@/core/tokens/llama-vocabulary";
import { MinHeap } from "@/core/tokens/min-heap";

/** Ids stay below 2^15, so a pair packs into 30 bits, which V8 keeps as a small integer. */
const ID_BITS = 15;
/** A heap key is rank · POSITIONS + position: rank < 2^16, so keys are exact below 2^53. */
const POSITIONS = 2 ** 36;
const GONE = -1;

const pairKey = (left: number, right: number): number => (left << ID_BITS) | right;

const idOf = new Map(PIECES.map((piece, id) => [piece, id]));
const rankOfPair = new Map<number, number>();
const mergedId = new Uint16Array(MERGES.length);

for (const [rank, [left, right]] of MERGES.entries()) {
  const ids = [left, right, left + right].map((piece) => idOf.get(piece));
  const [leftId, rightId, both] = ids;
  if (leftId === undefined || rightId === undefined || both === undefined) {
    throw new RangeError(`merge ${left} ${right} is not of the vocabulary`);
  }
  rankOfPair.set(pairKey(leftId, rightId), rank);
  mergedId[rank] = both;
}

/** Id of a piece, undefined where the vocabulary has none. */
export const idOfPiece = (piece: string): number | undefined => idOf.get(piece);

/**
 * Byte-pair encoding: merges the best-ranked neighbours, the leftmost first among equals, until none can merge.
 * O(n log n) in the number of ids.
 */
export function mergePieces(symbols: readonly number[]): number[] {
  const ids = [...symbols];
  const next = ids.map((_, position) => position + 1);
  const previous = ids.map((_, position) => position - 1);
  const heap = new MinHeap();

  const rankAt = (position: number): number | undefined => {
    const left = ids[position];
    const right = ids[next[position] ?? ids.length];
    return left === undefined || right === undefined ? undefined : rankOfPair.get(pairKey(left, right));
  };
  const consider = (position: number): void => {
    const rank = rankAt(position);
    if (rank !== undefined) heap.push(rank * POSITIONS + position);
  };

  for (let position = 0; position < ids.length - 1; position++) consider(position);
  for (let key = heap.pop(); key !== undefined; key = heap.pop()) {
    const rank = Math.floor(key / POSITIONS);
    const position = key - rank * POSITIONS;
    if (ids[position] === GONE || rankAt(position) !== rank) continue;
    const swallowed = next[position] ?? ids.length;
    const after = next[swallowed] ?? ids.length;
    ids[position] = mergedId[rank] ?? GONE;
    ids[swallowed] = GONE;
    next[position] = after;
    if (after < ids.length) previous[after] = position;
    const before = previous[position] ?? -1;
    if (before >= 0) consider(before);
    consider(position);
  }
  return ids.filter((id) => id !== GONE);
}
