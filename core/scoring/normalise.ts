/**
 * How a value x of one column becomes a normalised score z, before the direction.
 *   min-max   5·(x − min)/range            level   x/(levels − 1)·5
 *   z-score   (x − mean)/sd                rank    x, a percentile in [0, 1]
 *   constant  0: a column that holds one value tells documents not apart
 */
export type Normaliser =
  | { readonly kind: "min-max"; readonly min: number; readonly range: number }
  | { readonly kind: "level"; readonly top: number }
  | { readonly kind: "z-score"; readonly mean: number; readonly sd: number }
  | { readonly kind: "rank" }
  | { readonly kind: "constant" };

export interface Direction {
  readonly normaliser: Normaliser;
  readonly direction: 1 | -1;
}

/** Width of the published scale, 0 to 5. */
export const PUBLISHED_TOP = 5;

/** Normalised score z of a value, turned where the direction is −1; the twin of `normalisedSql`, same operations in the same order. */
export function normalise({ normaliser, direction }: Direction, x: number): number {
  switch (normaliser.kind) {
    case "min-max": {
      const z = (PUBLISHED_TOP * (x - normaliser.min)) / normaliser.range;
      return direction === 1 ? z : PUBLISHED_TOP - z;
    }
    case "level": {
      const z = (x / normaliser.top) * PUBLISHED_TOP;
      return direction === 1 ? z : PUBLISHED_TOP - z;
    }
    case "z-score": {
      const z = (x - normaliser.mean) / normaliser.sd;
      return direction === 1 ? z : -z;
    }
    case "rank":
      return direction === 1 ? x : 1 - x;
    case "constant":
      return 0;
  }
}

/**
 * Percentile of x in [0, 1] by linear interpolation in ascending quantiles at equal steps; a value that fills a
 * flat stretch has the middle of it, a value outside is clamped.
 */
export function rankOf(quantiles: readonly number[], x: number): number {
  const last = quantiles.length - 1;
  const first = firstNotBelow(quantiles, x);
  const above = quantiles[first] ?? Number.NaN;
  if (above === x) return (first + firstAbove(quantiles, x) - 1) / 2 / last;
  if (first === 0) return 0;
  if (first > last) return 1;
  const below = quantiles[first - 1] ?? Number.NaN;
  return (first - 1 + (x - below) / (above - below)) / last;
}

/** Index of the first of ascending values that is ≥ x; their number when none is. */
function firstNotBelow(values: readonly number[], x: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Number.NaN) >= x) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Index of the first of ascending values that is > x; their number when none is. */
function firstAbove(values: readonly number[], x: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Number.NaN) > x) high = middle;
    else low = middle + 1;
  }
  return low;
}
