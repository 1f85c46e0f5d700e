// Where everything lies in the memory of the kernel. The tables come first, as `tablesIn` of core/tokens/token-tables.ts
// has them; a kernel is begun with a copy of them, and the rest of its memory zero.

export const BORDERS_IN_ASCII: usize = 0;
export const BORDERS: usize = BORDERS_IN_ASCII + 128 * 256;
export const PAIRS: usize = BORDERS + 0x10000;
export const MERGED_IDS: usize = PAIRS + 8 * 0x20000;
export const COMMON_PAIRS: usize = MERGED_IDS + 2 * 0x10000;
export const CHARACTER_IDS: usize = COMMON_PAIRS + 2 * 128 * 128;
const FIRST_COMMON: usize = CHARACTER_IDS + 2 * 0x20000;

/** Behind the tables. */
export const TABLE_BYTES: usize = FIRST_COMMON + 4;

/** Bytes looked at by a call of `cutStretches`; the ends found in them stay in the processor's first cache. */
export const WINDOW: usize = 4096;
/** Symbols of a stretch that can be merged here; a longer one needs a quicker way than looking at all after each merge. */
export const MOST_SYMBOLS: u32 = 256;

/** 32 bits an end. */
export const ENDS: usize = TABLE_BYTES + 12;
export const SYMBOLS: usize = ENDS + 4 * (WINDOW + 16);
export const RANKS: usize = SYMBOLS + 2 * ((MOST_SYMBOLS as usize) + 16);

/** Remembered stretches of up to 14 bytes: sets of two of 16 bytes each. */
export const SHORT_SETS: u32 = 16;
export const SHORT: usize = RANKS + 2 * ((MOST_SYMBOLS as usize) + 16);
/** Remembered stretches of up to 30 bytes: 32 bytes each. */
export const LONG_PLACES: u32 = 14;
export const LONG: usize = SHORT + ((32 as usize) << SHORT_SETS);

/** Where texts are put to be counted; it has to be a little larger than they are. */
export const TEXT: usize = LONG + ((32 as usize) << LONG_PLACES);

/** @returns id of the commonest character */
export function firstCommon(): u32 {
  return load<u32>(FIRST_COMMON);
}
