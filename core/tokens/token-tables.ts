/** What counting tokens looks things up in: plain memory that threads share, which takes a tenth of a second to make. */
export interface TokenTables {
  /** 0 where some piece holds the two characters side by side, else 1; by `ASCII` times the left one plus the right one. */
  readonly bordersInAscii: Uint8Array;
  /** The same of any two by `borderSlot`. */
  readonly borders: Uint8Array;
  /** An open table: the key of a pair of ids and the rank of their merge side by side. */
  readonly pairs: Int32Array;
  /** Id of what the merge of a rank makes. */
  readonly mergedIds: Uint16Array;
  /** Ranks of the pairs of the commonest characters, `COMMON` by `COMMON`, the first of them `firstCommon`. */
  readonly commonPairs: Uint16Array;
  readonly firstCommon: number;
  /** Id of the piece of a character, or 0, by code point; those beyond have none. */
  readonly characterIds: Uint16Array;
}

/** Id of the piece of a byte is `BYTE_OFFSET` + byte. */
export const BYTE_OFFSET = 3;

/** Folded to 16 bits: two pairs that collide only lose a border, never gain one. */
export const BORDER_SLOTS = 2 ** 16;
export const borderSlot = (left: number, right: number): number =>
  (Math.imul(left, 251) + right) & (BORDER_SLOTS - 1);

/** Ids stay below 2^15, so a pair packs into 30 bits, which V8 keeps as a small integer. */
const ID_BITS = 15;
export const pairKey = (left: number, right: number): number => (left << ID_BITS) | right;

/** Twice the number of merges: an open table that stays half empty. */
export const PAIR_SLOTS = 2 ** 17;
export const NO_PAIR = -1;
/** Fibonacci hashing; 17 bits remain. */
export const pairSlot = (key: number): number => Math.imul(key, 0x9e3779b1) >>> 15;
export const nextSlot = (slot: number): number => (slot + 1) & (PAIR_SLOTS - 1);

/** No merge: larger than every rank. */
export const NO_RANK = 0xffff;

/** A power of two. */
export const COMMON = 128;
/** Whether both, counted from the first common one, are common characters. */
export const areCommon = (first: number, second: number): boolean => (first | second) >>> 0 < COMMON;
