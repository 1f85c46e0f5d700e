/** What counting tokens looks things up in: plain memory that threads share, which takes a tenth of a second to make. */
export interface TokenTables {
  /** 0 where some piece holds the two characters side by side, else 1; by `asciiPair`. */
  readonly bordersInAscii: Uint8Array;
  /** The same of any two by `borderSlot`. */
  readonly borders: Uint8Array;
  /** An open table: the key of a pair of ids and the rank of their merge side by side. */
  readonly pairs: Int32Array;
  /** Id of what the merge of a rank makes. */
  readonly mergedIds: Uint16Array;
  /** Ranks of the pairs of the commonest characters, `COMMON` by `COMMON`. */
  readonly commonPairs: Uint16Array;
  /** Id of the piece of a character, or 0, by code point; those beyond have none. */
  readonly characterIds: Uint16Array;
  /** One value: the id of the first of the commonest characters. */
  readonly firstCommon: Uint32Array;
}

/** Two characters of ASCII as they lie in memory: no two pairs have the same number, and none has 2^15. */
export const asciiPair = (left: number, right: number): number => left | (right << 8);
const ASCII_PAIRS = 2 ** 15;

/** Id of the piece of a byte is `BYTE_OFFSET` + byte. */
export const BYTE_OFFSET = 3;

/** Folded to 16 bits: two pairs that collide only lose a border, never gain one. */
const BORDER_SLOTS = 2 ** 16;
export const borderSlot = (left: number, right: number): number =>
  (Math.imul(left, 251) + right) & (BORDER_SLOTS - 1);

/** Ids stay below 2^15, so a pair packs into 30 bits, which V8 keeps as a small integer. */
const ID_BITS = 15;
export const pairKey = (left: number, right: number): number => (left << ID_BITS) | right;

/** Twice the number of merges: an open table that stays half empty. */
const PAIR_SLOTS = 2 ** 17;
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

/** Code points that may have a piece. */
const CHARACTERS = 2 ** 17;

/** Bytes of the tables one after the other; workers/kernel/memory.ts has them in the same places. */
const BYTES = {
  bordersInAscii: ASCII_PAIRS,
  borders: BORDER_SLOTS,
  pairs: 2 * 4 * PAIR_SLOTS,
  mergedIds: 2 * NO_RANK + 2,
  commonPairs: 2 * COMMON * COMMON,
  characterIds: 2 * CHARACTERS,
  firstCommon: 4,
} as const satisfies Record<keyof TokenTables, number>;

export const TABLE_BYTES = Object.values(BYTES).reduce((sum, bytes) => sum + bytes, 0);

/** The tables that lie at the beginning of some memory. */
export function tablesIn(memory: ArrayBufferLike): TokenTables {
  let end = 0;
  const place = (name: keyof TokenTables): [ArrayBufferLike, number] => [
    memory,
    (end += BYTES[name]) - BYTES[name],
  ];
  return {
    bordersInAscii: new Uint8Array(...place("bordersInAscii"), BYTES.bordersInAscii),
    borders: new Uint8Array(...place("borders"), BYTES.borders),
    pairs: new Int32Array(...place("pairs"), BYTES.pairs / 4),
    mergedIds: new Uint16Array(...place("mergedIds"), BYTES.mergedIds / 2),
    commonPairs: new Uint16Array(...place("commonPairs"), BYTES.commonPairs / 2),
    characterIds: new Uint16Array(...place("characterIds"), BYTES.characterIds / 2),
    firstCommon: new Uint32Array(...place("firstCommon"), BYTES.firstCommon / 4),
  };
}
