import type { ScoreSpread } from "@/core/preview/visible-bins";

/** Of base and z over the eligible rows, each counted once. */
export interface MovedSpread {
  readonly base: ScoreSpread;
  readonly z: ScoreSpread;
  readonly covariance: number;
}

interface Sums {
  min: number;
  max: number;
  sum: number;
  squares: number;
}

const NOTHING: ScoreSpread = { min: 0, max: 0, mean: 0, variance: 0 };

/** @param base NaN, as `z`, for a row that is not eligible; DuckDB compares DOUBLEs so slowly that this takes a tenth of its time */
export function spreadOf(base: Float64Array, z: Float64Array): MovedSpread {
  const start = base.findIndex((value, row) => !Number.isNaN(value + (z[row] ?? 0)));
  const [first, firstZ] = [base[start] ?? 0, z[start] ?? 0];
  const own: Sums = { min: Infinity, max: -Infinity, sum: 0, squares: 0 };
  const gain: Sums = { min: Infinity, max: -Infinity, sum: 0, squares: 0 };
  let rows = 0;
  let products = 0;
  for (let row = 0; row < base.length; row += 1) {
    const value = base[row] ?? 0;
    const perWeight = z[row] ?? 0;
    if (Number.isNaN(value + perWeight)) continue;
    rows += 1;
    add(own, value, first);
    add(gain, perWeight, firstZ);
    products += (value - first) * (perWeight - firstZ);
  }
  if (rows === 0) return { base: NOTHING, z: NOTHING, covariance: 0 };
  const covariance = products / rows - (own.sum / rows) * (gain.sum / rows);
  return { base: spread(own, first, rows), z: spread(gain, firstZ, rows), covariance };
}

/** Sums of distances from one row: those of the values themselves would cancel. */
function add(sums: Sums, value: number, from: number): void {
  const distance = value - from;
  if (value < sums.min) sums.min = value;
  if (value > sums.max) sums.max = value;
  sums.sum += distance;
  sums.squares += distance * distance;
}

const spread = ({ min, max, sum, squares }: Sums, from: number, rows: number): ScoreSpread => ({
  min,
  max,
  mean: from + sum / rows,
  variance: Math.max(0, squares / rows - (sum / rows) ** 2),
});
