import { StudioError } from "@/core/errors";

/** Weights are whole millionths here, as a recipe writes them; a vector sums to this. */
export const WHOLE = 1_000_000;

/** Least and greatest weight of a rater, in millionths. */
export interface WeightBound {
  readonly min: number;
  readonly max: number;
}

export const FREE: WeightBound = { min: 0, max: WHOLE };

/**
 * Checks that bounds leave room for a vector.
 * @throws StudioError `invalid-input` that says which bound, or which sum of bounds, leaves none
 */
export function checkBounds(bounds: readonly WeightBound[]): void {
  for (const [at, { min, max }] of bounds.entries()) {
    const isWhole = Number.isInteger(min) && Number.isInteger(max);
    if (isWhole && min >= 0 && min <= max && max <= WHOLE) continue;
    throw new StudioError(
      "invalid-input",
      `Rater ${String(at + 1)} is bounded from ${share(min)} to ${share(max)}.`,
      "Bounds are 0 to 1 with at most 6 decimals, the least first.",
    );
  }
  const least = bounds.reduce((sum, { min }) => sum + min, 0);
  const greatest = bounds.reduce((sum, { max }) => sum + max, 0);
  if (least > WHOLE)
    throw new StudioError(
      "invalid-input",
      `The least weights sum to ${share(least)}, more than 1.`,
      "Lower some of them.",
    );
  if (greatest < WHOLE)
    throw new StudioError(
      "invalid-input",
      `The greatest weights sum to ${share(greatest)}, less than 1.`,
      "Raise some of them.",
    );
}

const share = (millionths: number): string => String(Number((millionths / WHOLE).toFixed(9)));

/**
 * The vector of whole millionths within the bounds that is nearest to `weights` (Euclid) up to rounding: every weight is shifted
 * by the same amount and cut off at its bounds (Held, Wolfe and Crowder 1974); bisection finds the amount. What rounding leaves
 * goes by millionths to the weights with the greatest remainders that have room.
 * @param weights any numbers in millionths, one a bound
 * @param bounds that `checkBounds` has let pass
 */
export function nearestWithin(weights: readonly number[], bounds: readonly WeightBound[]): number[] {
  const shifted = (by: number): number[] =>
    bounds.map(({ min, max }, at) => Math.min(max, Math.max(min, (weights[at] ?? 0) + by)));
  const reach = WHOLE + Math.max(...weights.map((weight) => Math.abs(weight)));
  let [low, high] = [-reach, reach];
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = (low + high) / 2;
    if (sum(shifted(middle)) < WHOLE) low = middle;
    else high = middle;
  }
  return rounded(shifted((low + high) / 2), bounds);
}

/** Halvings of at most a few WHOLEs until far less than a millionth is left. */
const BISECTIONS = 60;

function rounded(exact: readonly number[], bounds: readonly WeightBound[]): number[] {
  const whole = exact.map((weight) => Math.floor(weight + 1e-6));
  const remainder = (at: number): number => (exact[at] ?? 0) - (whole[at] ?? 0);
  const order = whole.map((_, at) => at).sort((a, b) => remainder(b) - remainder(a) || a - b);
  for (let left = WHOLE - sum(whole); left > 0;) {
    for (const at of order) {
      if (left === 0 || (whole[at] ?? 0) >= (bounds[at]?.max ?? 0)) continue;
      whole[at] = (whole[at] ?? 0) + 1;
      left -= 1;
    }
  }
  return whole;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
