/** 97.5 % point of the standard normal distribution. */
const Z = 1.959964;

/**
 * Sums over the sampled rows of a group, each row weighted by 1 − π (π its inclusion probability), so that rows
 * taken for certain count nothing: w = tokens/π, y = 1/π.
 */
export interface Moments {
  /** Rows with π < 1, unweighted. */
  readonly rows: number;
  readonly w: number;
  readonly y: number;
  readonly ww: number;
  readonly wy: number;
  readonly yy: number;
  /** Σ ((1 − π)·y²)²: large against yy² where a few short documents stand for most of the count. */
  readonly fourth: number;
}

/** Linearised value α·tokens + β of every row of a group. */
export interface Influence {
  readonly moments: Moments;
  readonly perToken: number;
  readonly perDocument: number;
}

/** Of the whole sample, selected or not: rows with π < 1 and Σ(1 − π). */
export interface SampleSize {
  readonly rows: number;
  readonly weight: number;
}

/**
 * Variance of the Horvitz–Thompson total of a linearised variable e under a fixed-size design of high entropy:
 * n/(n − 1) · Σ (1 − πᵢ)(eᵢ/πᵢ − Ē)², Ē the mean weighted by 1 − πᵢ (Hájek 1964). Rows outside the groups have e = 0.
 * The factors 1 − πᵢ are the finite population.
 */
export function totalVariance(influences: readonly Influence[], sample: SampleSize): number {
  if (sample.rows < 2 || sample.weight <= 0) return 0;
  let square = 0;
  let sum = 0;
  for (const { moments, perToken: a, perDocument: b } of influences) {
    square += a * a * moments.ww + 2 * a * b * moments.wy + b * b * moments.yy;
    sum += a * moments.w + b * moments.y;
  }
  return (sample.rows / (sample.rows - 1)) * Math.max(0, square - (sum * sum) / sample.weight);
}

/** Half width of the 95 % interval of an estimate of that variance. */
export const normalError = (variance: number): number => Z * Math.sqrt(variance);

/**
 * Half width of the 95 % interval of a count whose variance rests on few rows: Student's t with the degrees of
 * freedom of Satterthwaite, (Σ v)²/Σ v², v the part of each row.
 */
export function countError(variance: number, groups: readonly Moments[]): number {
  const square = groups.reduce((sum, { yy }) => sum + yy, 0);
  const fourth = groups.reduce((sum, group) => sum + group.fourth, 0);
  return (fourth === 0 ? Z : studentPoint(square ** 2 / fourth)) * Math.sqrt(variance);
}

/** 97.5 % point of Student's t, by the Cornish–Fisher expansion (Abramowitz & Stegun 26.7.5); 4.2 at 2 and below. */
function studentPoint(freedom: number): number {
  const v = Math.max(2, freedom);
  const z2 = Z * Z;
  return (
    Z *
    (1 +
      (z2 + 1) / (4 * v) +
      ((5 * z2 + 16) * z2 + 3) / (96 * v ** 2) +
      (((3 * z2 + 19) * z2 + 17) * z2 - 15) / (384 * v ** 3))
  );
}

/**
 * Half width of the 95 % interval of a share, wide enough for both ends of Wilson's interval with the effective
 * sample size p(1 − p)/variance; at 0 and 1, where the variance says nothing, with the number of rows.
 */
export function shareError(share: number, variance: number, rows: number): number {
  if (rows === 0) return 0;
  const p = Math.min(1, Math.max(0, share));
  const inside = p > 0 && p < 1;
  if (inside && variance === 0) return 0;
  const n = inside ? (p * (1 - p)) / variance : rows;
  const centre = (p + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const half = (Z / (1 + (Z * Z) / n)) * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n));
  return Math.max(centre + half - p, p - (centre - half));
}
