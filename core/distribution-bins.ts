import type { ColumnStatistics } from "@/core/statistics";

/** Bins of the distribution of a rater over its values, equally wide between the 1st and the 99th percentile. */
export const DISTRIBUTION_BINS = 36;

export interface DistributionRange {
  /** 1st percentile: lower edge of the first bin, which also holds everything below. */
  readonly low: number;
  /** 99th percentile: upper edge of the last bin, which also holds everything above. */
  readonly high: number;
}

const quantileAt = (quantiles: readonly number[], share: number): number =>
  quantiles[Math.round(share * (quantiles.length - 1))] ?? 0;

/** Ends of the distribution of a column, from its frozen quantiles. */
export const distributionRange = ({ quantiles }: ColumnStatistics): DistributionRange => ({
  low: quantileAt(quantiles, 0.01),
  high: quantileAt(quantiles, 0.99),
});

/** Bin of a value, 0 … DISTRIBUTION_BINS − 1; the middle one where both ends are the same and the value is not outside. */
export function distributionBin(value: number, { low, high }: DistributionRange): number {
  if (value < low) return 0;
  if (value > high) return DISTRIBUTION_BINS - 1;
  if (low === high) return DISTRIBUTION_BINS / 2;
  return Math.min(DISTRIBUTION_BINS - 1, Math.floor(((value - low) / (high - low)) * DISTRIBUTION_BINS));
}

/** Lower edges of the bins of a number of tokens: 0, then two to an octave, 1, 2, 3, 4, 6, 8, 12 … */
export const TOKEN_EDGES: readonly number[] = [
  0,
  1,
  ...Array.from({ length: 31 }, (_, octave) => [2 ** (octave + 1), 3 * 2 ** octave]).flat(),
];

/** Bin of a number of tokens below 2^32: position of the last edge that is not above it. */
export function tokenBin(tokens: number): number {
  if (tokens < 2) return tokens;
  const octave = 31 - Math.clz32(tokens);
  return 2 * octave + ((tokens >>> (octave - 1)) & 1);
}
