import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import {
  krippendorffAlpha,
  pairableRatings,
  type Level,
  type UnitValues,
} from "@/core/agreement/krippendorff-alpha";
import { quantileOf } from "@/core/agreement/quantile-of";

export interface AlphaInterval {
  /** Null where nothing could have disagreed. */
  readonly alpha: number | null;
  /** Ends of the 95 % interval; null without α. */
  readonly low: number | null;
  readonly high: number | null;
  /** Draws that held one value only and say nothing. */
  readonly emptyDraws: number;
}

export const DRAWS = 2000;

/**
 * Krippendorff's α with its 95 % percentile bootstrap interval: units are drawn with replacement, as many as there are.
 * @param seed of the draws; the same ratings and seed give the same ends
 */
export function alphaInterval(
  units: UnitValues,
  level: Level,
  { seed, draws = DRAWS }: { readonly seed: number; readonly draws?: number },
): AlphaInterval {
  const ratings = pairableRatings(units);
  const alpha = krippendorffAlpha(ratings, level);
  if (alpha === null) return { alpha, low: null, high: null, emptyDraws: 0 };
  const random = xoroshiro128plus(seed);
  const count = ratings.units.length;
  const times = new Uint32Array(count);
  const drawn: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    times.fill(0);
    for (let unit = 0; unit < count; unit += 1) {
      const at = uniformInt(random, 0, count - 1);
      times[at] = (times[at] ?? 0) + 1;
    }
    const found = krippendorffAlpha(ratings, level, times);
    if (found !== null) drawn.push(found);
  }
  drawn.sort((a, b) => a - b);
  const end = (share: number): number | null => (drawn.length === 0 ? null : quantileOf(drawn, share));
  return { alpha, low: end(0.025), high: end(0.975), emptyDraws: draws - drawn.length };
}
