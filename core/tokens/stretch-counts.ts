/** Longest stretches that are remembered: two words of four bytes, or four. */
const SHORT = 8;
export const LONGEST_KNOWN = 16;

const SHORT_BITS = 18;
const LONG_BITS = 16;
/** Integers a place: the words, then length and count; one more or three that are not used. */
const SHORT_STRIDE = 4;
const LONG_STRIDE = 8;
const LENGTH_MASK = 0xff;

/** Per word of a stretch: the bits that belong to a stretch of each length. */
const maskOfWord = (first: number): Int32Array =>
  Int32Array.from({ length: LONGEST_KNOWN + 1 }, (_, length) => {
    const bytes = Math.min(Math.max(length - first, 0), 4);
    return bytes === 4 ? -1 : 2 ** (8 * bytes) - 1;
  });
const [mask0, mask1, mask2, mask3] = [maskOfWord(0), maskOfWord(4), maskOfWord(8), maskOfWord(12)];

const wordAt = (view: DataView, at: number, mask: Int32Array, length: number): number =>
  view.getInt32(at, true) & (mask[length] ?? 0);

const shortPlace = (word0: number, word1: number, length: number): number => {
  const hash = Math.imul(Math.imul(word0, 0x9e3779b1) ^ word1 ^ length, 0x85ebca6b);
  return ((hash ^ (hash >>> 15)) >>> (32 - SHORT_BITS)) * SHORT_STRIDE;
};

const longPlace = (word0: number, word1: number, word2: number, word3: number): number => {
  const left = Math.imul(word0, 0x9e3779b1) ^ Math.imul(word1, 0x85ebca6b);
  const hash = left ^ Math.imul(word2, 0xc2b2ae35) ^ Math.imul(word3, 0x27d4eb2f);
  return (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> (32 - LONG_BITS)) * LONG_STRIDE;
};

/**
 * Remembers the number of tokens of the stretches it has seen last, in 6 MB whatever it is shown. A stretch lies in one
 * of two places that its hash names, with all its bytes: no text can be made to be taken for another.
 */
export class StretchCounts {
  private readonly short = new Int32Array(SHORT_STRIDE << SHORT_BITS);
  private readonly long = new Int32Array(LONG_STRIDE << LONG_BITS);

  /**
   * Tokens of the stretch of `length` bytes (1 … `LONGEST_KNOWN`) at `start`, 0 when they are not known.
   * @param view with `LONGEST_KNOWN` bytes from `start` on
   */
  find(view: DataView, start: number, length: number): number {
    return length <= SHORT ? this.findShort(view, start, length) : this.findLong(view, start, length);
  }

  /** Remembers the tokens (1 … 255) of a stretch that was not found; what is in its way moves to its other place. */
  keep(view: DataView, start: number, length: number, tokens: number): void {
    const word0 = wordAt(view, start, mask0, length);
    const word1 = wordAt(view, start + 4, mask1, length);
    const meta = length | (tokens << 8);
    if (length <= SHORT) {
      const table = this.short;
      const place = shortPlace(word0, word1, length);
      table.copyWithin(place ^ SHORT_STRIDE, place, place + SHORT_STRIDE);
      table[place] = word0;
      table[place + 1] = word1;
      table[place + 2] = meta;
    } else {
      const table = this.long;
      const word2 = wordAt(view, start + 8, mask2, length);
      const word3 = wordAt(view, start + 12, mask3, length);
      const place = longPlace(word0, word1, word2, word3);
      table.copyWithin(place ^ LONG_STRIDE, place, place + LONG_STRIDE);
      table[place] = word0;
      table[place + 1] = word1;
      table[place + 2] = word2;
      table[place + 3] = word3;
      table[place + 4] = meta;
    }
  }

  private findShort(view: DataView, start: number, length: number): number {
    const table = this.short;
    const word0 = wordAt(view, start, mask0, length);
    const word1 = wordAt(view, start + 4, mask1, length);
    let place = shortPlace(word0, word1, length);
    for (let tries = 0; tries < 2; tries += 1) {
      const meta = table[place + 2] ?? 0;
      if (table[place] === word0 && table[place + 1] === word1 && (meta & LENGTH_MASK) === length) {
        return meta >>> 8;
      }
      place ^= SHORT_STRIDE;
    }
    return 0;
  }

  private findLong(view: DataView, start: number, length: number): number {
    const table = this.long;
    const word0 = wordAt(view, start, mask0, length);
    const word1 = wordAt(view, start + 4, mask1, length);
    const word2 = wordAt(view, start + 8, mask2, length);
    const word3 = wordAt(view, start + 12, mask3, length);
    let place = longPlace(word0, word1, word2, word3);
    for (let tries = 0; tries < 2; tries += 1) {
      const meta = table[place + 4] ?? 0;
      const isHere =
        table[place] === word0 &&
        table[place + 1] === word1 &&
        table[place + 2] === word2 &&
        table[place + 3] === word3;
      if (isHere && (meta & LENGTH_MASK) === length) return meta >>> 8;
      place ^= LONG_STRIDE;
    }
    return 0;
  }
}
