import { histogramOfQuantiles } from "@/components/charts/distribution.prepare";
import type { RaterStatistics } from "@/core/statistics";

export interface RaterCardData {
  readonly bins: readonly number[];
  /** Ends of the drawing: 1st and 99th percentile. */
  readonly low: number;
  readonly high: number;
  readonly median: number;
  readonly missing: number;
  /** Every document has the same score. */
  readonly constant: boolean;
}

const BINS = 36;

const quantileAt = (quantiles: readonly number[], share: number): number =>
  quantiles[Math.round(share * (quantiles.length - 1))] ?? 0;

/** The small picture of a rater: 36 equally wide bins between the 1st and the 99th percentile; tails in the end bins. */
export function prepareRaterCard({ value }: RaterStatistics): RaterCardData {
  const { quantiles, missing, min, max } = value;
  const low = quantileAt(quantiles, 0.01);
  const high = quantileAt(quantiles, 0.99);
  return {
    bins: histogramOfQuantiles(quantiles, low, high, BINS),
    low,
    high,
    median: quantileAt(quantiles, 0.5),
    missing,
    constant: min === max,
  };
}
