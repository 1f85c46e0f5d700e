import { bytesOfCharacter, characterAt } from "./characters";
import { CHARACTER_IDS, COMMON_PAIRS, firstCommon, MERGED_IDS, PAIRS, RANKS, SYMBOLS } from "./memory";

const BYTE_OFFSET: u16 = 3;
const CHARACTERS: u32 = 0x20000;
const COMMON: u32 = 128;
const PAIR_SLOTS: u32 = 0x20000;
const NO_PAIR: u32 = 0xffffffff;
const NO_RANK: u32 = 0xffff;

function symbol(at: u32): u32 {
  return load<u16>(SYMBOLS + (at << 1));
}

/** Rank of the merge of a symbol and the one after it, the lower the earlier; `NO_RANK` where there is none. */
function rankOf(at: u32, first: u32): u32 {
  const left = symbol(at);
  const right = symbol(at + 1);
  if (((left - first) | (right - first)) < COMMON)
    return load<u16>(COMMON_PAIRS + (((left - first) * COMMON + (right - first)) << 1));
  const key = (left << 15) | right;
  for (let slot = (key * 0x9e3779b1) >> 15; ; slot = (slot + 1) & (PAIR_SLOTS - 1)) {
    const found = load<u32>(PAIRS + (slot << 3));
    if (found == key) return load<u32>(PAIRS + (slot << 3), 4);
    if (found == NO_PAIR) break;
  }
  return NO_RANK;
}

/** Writes the ids of the characters of valid UTF-8, each its own piece or, where there is none, its bytes. */
function writeSymbols(start: usize, end: usize): u32 {
  let count: u32 = 0;
  for (let at = start; at < end;) {
    const next = at + bytesOfCharacter(load<u8>(at));
    const code = characterAt(at);
    const id: u16 = code < CHARACTERS ? load<u16>(CHARACTER_IDS + (code << 1)) : 0;
    if (id != 0) store<u16>(SYMBOLS + (count++ << 1), id);
    else
      for (let byte = at; byte < next; byte++)
        store<u16>(SYMBOLS + (count++ << 1), BYTE_OFFSET + load<u8>(byte));
    at = next;
  }
  return count;
}

/**
 * Byte-pair encoding of a stretch of at most `MOST_SYMBOLS` bytes: merges the best-ranked neighbours, the leftmost first
 * among equals, until none can merge.
 * @returns how many tokens are left
 */
export function mergePieces(start: usize, end: usize): u32 {
  const first = firstCommon();
  let left = writeSymbols(start, end);
  for (let at: u32 = 0; at + 1 < left; at++) store<u16>(RANKS + (at << 1), rankOf(at, first));
  for (;;) {
    let best = NO_RANK;
    let place: u32 = 0;
    for (let at: u32 = 0; at + 1 < left; at++) {
      const rank: u32 = load<u16>(RANKS + (at << 1));
      place = select(at, place, rank < best);
      best = min(best, rank);
    }
    if (best == NO_RANK) break;
    left--;
    store<u16>(SYMBOLS + (place << 1), load<u16>(MERGED_IDS + (best << 1)));
    for (let at = place + 1; at < left; at++) {
      store<u16>(SYMBOLS + (at << 1), symbol(at + 1));
      store<u16>(RANKS + (at << 1), load<u16>(RANKS + (at << 1), 2));
    }
    if (place > 0) store<u16>(RANKS + ((place - 1) << 1), rankOf(place - 1, first));
    if (place + 1 < left) store<u16>(RANKS + (place << 1), rankOf(place, first));
  }
  return left;
}
