import { LONG, LONG_PLACES, SHORT, SHORT_SETS } from "./memory";
import { mergePieces } from "./merge-pieces";

/** Longest stretches that are remembered. */
export const LONGEST_SHORT: u32 = 14;
export const LONGEST_LONG: u32 = 30;

// A stretch is remembered by all its bytes, so that no text can be made to be taken for another: as words, the highest
// two bytes of the last one its tokens and its length.
const LENGTH: u64 = 48;
const TOKENS: u64 = 56;

/** The first 1 … 8 bytes of a word. */
function headOf(word: u64, bytes: u32): u64 {
  return word & (~(0 as u64) >> (64 - 8 * bytes));
}

/** The first 0 … 7 bytes of a word. */
function partOf(word: u64, bytes: u32): u64 {
  return word & (((1 as u64) << (8 * bytes)) - 1);
}

function isSame(found: u64, wanted: u64): bool {
  return (found ^ wanted) << (64 - TOKENS) == 0;
}

/** Tokens of a stretch of up to `LONGEST_SHORT` bytes; one that is new replaces the older one of its set. */
export function countShort(start: usize, length: u32): u32 {
  const word0 = headOf(load<u64>(start), min(length, 8));
  const word1 = partOf(load<u64>(start, 8), max(length, 8) - 8) | ((length as u64) << LENGTH);
  const hash = word0 * 0x9e3779b97f4a7c15 + word1 * 0xc2b2ae3d27d4eb4f;
  const set = SHORT + (((hash >> (64 - SHORT_SETS)) as usize) << 5);
  const newer = load<u64>(set, 8);
  if (load<u64>(set) == word0 && isSame(newer, word1)) return (newer >> TOKENS) as u32;
  const older = load<u64>(set, 24);
  if (load<u64>(set, 16) == word0 && isSame(older, word1)) return (older >> TOKENS) as u32;
  const tokens = mergePieces(start, start + length);
  v128.store(set, v128.load(set), 16);
  store<u64>(set, word0);
  store<u64>(set, word1 | ((tokens as u64) << TOKENS), 8);
  return tokens;
}

/** The same of more, up to `LONGEST_LONG`; one that is new replaces the one in its place. */
export function countLong(start: usize, length: u32): u32 {
  const word0 = load<u64>(start);
  const word1 = headOf(load<u64>(start, 8), min(length - 8, 8));
  const word2 = length > 16 ? headOf(load<u64>(start, 16), min(length - 16, 8)) : 0;
  const word3 = partOf(load<u64>(start, 24), max(length, 24) - 24) | ((length as u64) << LENGTH);
  const left = word0 * 0x9e3779b97f4a7c15 + word1 * 0xc2b2ae3d27d4eb4f;
  const hash = left + word2 * 0x165667b19e3779f9 + word3 * 0x85ebca77c2b2ae63;
  const place = LONG + (((hash >> (64 - LONG_PLACES)) as usize) << 5);
  const found = load<u64>(place, 24);
  const isFirst = load<u64>(place) == word0 && load<u64>(place, 8) == word1;
  if (isFirst && load<u64>(place, 16) == word2 && isSame(found, word3)) return (found >> TOKENS) as u32;
  const tokens = mergePieces(start, start + length);
  store<u64>(place, word0);
  store<u64>(place, word1, 8);
  store<u64>(place, word2, 16);
  store<u64>(place, word3 | ((tokens as u64) << TOKENS), 24);
  return tokens;
}
