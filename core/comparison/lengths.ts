const [SHORTEST, LONGEST] = [4, 20] as const;

/**
 * Upper ends of the bins of document length in tokens, each included: 2ᵏ and 1.5·2ᵏ from 16 to 1,572,864, so that the lengths
 * of contexts are ends. What is longer falls into one more bin.
 */
export const LENGTH_EDGES: readonly number[] = Array.from({ length: LONGEST - SHORTEST + 1 }, (_, at) => [
  2 ** (SHORTEST + at),
  1.5 * 2 ** (SHORTEST + at),
]).flat();

/** Position of the bin that a length falls into, 0 … `LENGTH_EDGES.length`. */
export function lengthBin(tokens: number): number {
  if (tokens <= 2 ** SHORTEST) return 0;
  // The greatest power of two below `tokens`: lengths are 32-bit.
  const power = Math.min(31 - Math.clz32(tokens - 1), LONGEST);
  const bin = 2 * (power - SHORTEST) + 1;
  return tokens <= 1.5 * 2 ** power ? bin : Math.min(bin + 1, LENGTH_EDGES.length);
}

/** Documents by `lengthBin`. */
export function countLengths(tokens: Uint32Array): number[] {
  const counts = new Float64Array(LENGTH_EDGES.length + 1);
  for (const length of tokens) {
    const bin = lengthBin(length);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return Array.from(counts);
}
