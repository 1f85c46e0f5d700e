import { BYTE_OFFSET, MERGES, merges, PIECES, TEXT_OFFSET } from "@/core/tokens/llama-vocabulary";
import { ASCII, bytesOfCharacter, characterAt, codeAt, unitsOf } from "@/core/tokens/utf8-characters";

/** Ids stay below 2^15, so a pair packs into 30 bits, which V8 keeps as a small integer. */
const ID_BITS = 15;
/** Twice the number of merges: an open table that stays half empty. */
const PAIR_SLOTS = 2 ** 17;
const NO_PAIR = -1;

/** No merge: larger than every rank. */
export const NO_RANK = 0xffff;

/** Key and rank of a pair side by side. */
const pairs = new Int32Array(2 * PAIR_SLOTS).fill(NO_PAIR);

/** Id of what the merge of a rank makes. */
export const MERGED_ID = new Uint16Array(MERGES);

/** Fibonacci hashing; 17 bits remain. */
const pairSlot = (key: number): number => Math.imul(key, 0x9e3779b1) >>> 15;

/** The vocabulary's last pieces are single characters, the commonest first. */
const FIRST_CHARACTER = PIECES.findIndex(
  (piece, id) => id >= TEXT_OFFSET && piece.length === unitsOf(codeAt(piece, 0)),
);
/** A power of two: how many of them have their pairs' ranks in a table of their own. */
const COMMON = 128;
const commonPairs = new Uint16Array(COMMON * COMMON).fill(NO_RANK);

const idOf = new Map<string, number>();
PIECES.forEach((piece, id) => idOf.set(piece, id));
let rank = 0;
for (const [left, right] of merges()) {
  const leftId = idOf.get(left);
  const rightId = idOf.get(right);
  const both = idOf.get(left + right);
  if (leftId === undefined || rightId === undefined || both === undefined) {
    throw new RangeError(`merge ${left} ${right} is not of the vocabulary`);
  }
  MERGED_ID[rank] = both;
  const key = (leftId << ID_BITS) | rightId;
  let slot = pairSlot(key);
  while (pairs[2 * slot] !== NO_PAIR) slot = (slot + 1) & (PAIR_SLOTS - 1);
  pairs[2 * slot] = key;
  pairs[2 * slot + 1] = rank;
  const [first, second] = [leftId - FIRST_CHARACTER, rightId - FIRST_CHARACTER];
  if (areCommon(first, second)) commonPairs[first * COMMON + second] = rank;
  rank += 1;
}

/** Whether both are at least 0 and below `COMMON`. */
function areCommon(first: number, second: number): boolean {
  return (first | second) >>> 0 < COMMON;
}

/** Rank of the merge of two ids, the lower the earlier; `NO_RANK` where there is none. */
export function rankOfPair(left: number, right: number): number {
  const first = left - FIRST_CHARACTER;
  const second = right - FIRST_CHARACTER;
  if (areCommon(first, second)) return commonPairs[first * COMMON + second] ?? NO_RANK;
  const key = (left << ID_BITS) | right;
  for (let slot = pairSlot(key); ; slot = (slot + 1) & (PAIR_SLOTS - 1)) {
    const found = pairs[2 * slot];
    if (found === key) return pairs[2 * slot + 1] ?? NO_RANK;
    if (found === NO_PAIR) return NO_RANK;
  }
}

/** Ids of the pieces of one character, by code point. */
const idOfCharacter = new Map<number, number>();
/** The same of ASCII, or the id of the byte. */
const idOfAscii = Uint16Array.from({ length: ASCII }, (_, byte) => BYTE_OFFSET + byte);
PIECES.slice(TEXT_OFFSET).forEach((piece, at) => {
  const code = codeAt(piece, 0);
  if (piece.length > unitsOf(code)) return;
  idOfCharacter.set(code, TEXT_OFFSET + at);
  if (code < ASCII) idOfAscii[code] = TEXT_OFFSET + at;
});

/**
 * Writes the ids of the characters of valid UTF-8, each its own piece or, where there is none, its bytes.
 * @param symbols with room for `end - start` ids
 * @returns how many were written
 */
export function symbolsOf(bytes: Uint8Array, start: number, end: number, symbols: Uint16Array): number {
  let count = 0;
  for (let at = start; at < end;) {
    const first = bytes[at] ?? 0;
    if (first < ASCII) {
      symbols[count++] = idOfAscii[first] ?? 0;
      at += 1;
      continue;
    }
    const id = idOfCharacter.get(characterAt(bytes, at));
    const next = at + bytesOfCharacter(first);
    if (id !== undefined) symbols[count++] = id;
    else for (let byte = at; byte < next; byte += 1) symbols[count++] = BYTE_OFFSET + (bytes[byte] ?? 0);
    at = next;
  }
  return count;
}
