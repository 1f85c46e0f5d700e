import {
  areCommon,
  BYTE_OFFSET,
  COMMON,
  nextSlot,
  NO_PAIR,
  NO_RANK,
  pairKey,
  pairSlot,
  type TokenTables,
} from "@/core/tokens/token-tables";
import { ASCII, bytesOfCharacter, characterAt } from "@/core/tokens/utf8-characters";

/** Rank of the merge of two ids, the lower the earlier; `NO_RANK` where there is none. */
export function rankOfPair(
  { pairs, commonPairs, firstCommon }: TokenTables,
  left: number,
  right: number,
): number {
  const offset = firstCommon[0] ?? 0;
  const first = left - offset;
  const second = right - offset;
  if (areCommon(first, second)) return commonPairs[first * COMMON + second] ?? NO_RANK;
  const key = pairKey(left, right);
  for (let slot = pairSlot(key); ; slot = nextSlot(slot)) {
    const found = pairs[2 * slot];
    if (found === key) return pairs[2 * slot + 1] ?? NO_RANK;
    if (found === NO_PAIR) return NO_RANK;
  }
}

/**
 * Writes the ids of the characters of valid UTF-8, each its own piece or, where there is none, its bytes.
 * @param symbols with room for `end - start` ids
 * @returns how many were written
 */
export function symbolsOf(
  { characterIds }: TokenTables,
  bytes: Uint8Array,
  start: number,
  end: number,
  symbols: Uint16Array,
): number {
  let count = 0;
  for (let at = start; at < end;) {
    const first = bytes[at] ?? 0;
    const next = at + bytesOfCharacter(first);
    const id = characterIds[first < ASCII ? first : characterAt(bytes, at)] ?? 0;
    if (id !== 0) symbols[count++] = id;
    else for (let byte = at; byte < next; byte += 1) symbols[count++] = BYTE_OFFSET + (bytes[byte] ?? 0);
    at = next;
  }
  return count;
}
