import { uniformInt } from "pure-rand/distribution/uniformInt";
import { quantileOf } from "@/core/agreement/quantile-of";
import { generator } from "@/core/review/draw";

/** A figure with the ends of its 95 % interval; null where it is not defined. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const DRAWS = 1000;

/**
 * A figure of some units with its percentile bootstrap interval: units are drawn with replacement, as many as there are. Draws
 * of which the figure is not defined do not count.
 */
export const bootstrapped = <Unit>(
  units: readonly Unit[],
  figure: (units: readonly Unit[]) => number | null,
  seed: number,
): Estimate => bootstrappedParts([units], ([only = []]) => figure(only), { seed });

interface Drawing {
  readonly seed: number;
  /** 1,000 unless said otherwise. */
  readonly draws?: number;
  /** How many units fewer than a part has are drawn from it; 1 gives means of few units their full spread (Rao and Wu 1988). */
  readonly fewer?: 0 | 1;
}

/** The same of several parts, each of which is drawn from apart. */
export function bootstrappedParts<Unit>(
  parts: readonly (readonly Unit[])[],
  figure: (parts: readonly (readonly Unit[])[]) => number | null,
  { seed, draws = DRAWS, fewer = 0 }: Drawing,
): Estimate {
  const value = figure(parts);
  if (value === null) return { value, low: null, high: null };
  const random = generator(seed);
  const drawn: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const found = figure(
      parts.map((units) =>
        units.slice(fewer).map((unit) => units[uniformInt(random, 0, units.length - 1)] ?? unit),
      ),
    );
    if (found !== null) drawn.push(found);
  }
  drawn.sort((a, b) => a - b);
  if (drawn.length === 0) return { value, low: null, high: null };
  return { value, low: quantileOf(drawn, 0.025), high: quantileOf(drawn, 0.975) };
}
