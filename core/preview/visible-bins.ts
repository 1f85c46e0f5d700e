import type { Bins } from "@/core/selection/score-histogram";

export interface ScoreSpread {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly variance: number;
}

export const VISIBLE_BINS = 256;
/** Standard deviations around the mean that the histogram must resolve. */
const REACH = 4;
/** Times as wide as that a histogram may be to hold every score: clamping those beyond costs half as much again. */
const WIDE = 2;

/** The range most scores lie in, or all of them: one outlier must not squeeze all others into a few bins. */
export function visibleBins({ min, max, mean, variance }: ScoreSpread): Bins {
  const reach = REACH * Math.sqrt(Math.max(0, variance));
  const clamped = max - min > WIDE * 2 * reach;
  const low = clamped ? Math.max(min, Math.min(max, mean - reach)) : min;
  const high = clamped ? Math.max(low, Math.min(max, mean + reach)) : max;
  // A little slack: the highest score belongs to the last bin, all scores may be equal, and rounding must not count.
  const slack = Math.max((high - low) * 1e-6, Math.abs(low) * 1e-9, Math.abs(high) * 1e-9) || 1e-6;
  return { low: low - slack, high: high + slack, count: VISIBLE_BINS, clamped };
}
