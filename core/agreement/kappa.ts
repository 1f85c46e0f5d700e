import type { UnitValues } from "@/core/agreement/krippendorff-alpha";

/**
 * Share of the pairs of ratings of one unit that agree, over all pairs of all units; null where no unit has two ratings.
 */
export function rawAgreement(units: UnitValues): number | null {
  let pairs = 0;
  let agreeing = 0;
  for (const unit of units) {
    pairs += (unit.length * (unit.length - 1)) / 2;
    for (const count of countsOf(unit).values()) agreeing += (count * (count - 1)) / 2;
  }
  return pairs === 0 ? null : agreeing / pairs;
}

/**
 * Fleiss' κ: agreement of any raters on categories, corrected for chance.
 * Source: Fleiss, "Measuring nominal scale agreement among many raters" (1971).
 * @returns null where units differ in how many ratings they have, have fewer than two, or hold one category only
 */
export function fleissKappa(units: UnitValues): number | null {
  const raters = units[0]?.length ?? 0;
  if (raters < 2 || units.some((unit) => unit.length !== raters)) return null;
  const observed = rawAgreement(units) ?? 0;
  const all = raters * units.length;
  let expected = 0;
  for (const count of countsOf(units.flat()).values()) expected += (count / all) ** 2;
  return expected === 1 ? null : (observed - expected) / (1 - expected);
}

/** How much a pair of categories disagrees by their distance on the scale. */
export const KAPPA_WEIGHTS = ["unweighted", "linear", "quadratic"] as const;
export type KappaWeights = (typeof KAPPA_WEIGHTS)[number];

const DISAGREEMENT: Readonly<Record<KappaWeights, (distance: number) => number>> = {
  unweighted: (distance) => (distance === 0 ? 0 : 1),
  linear: (distance) => distance,
  quadratic: (distance) => distance ** 2,
};

/**
 * Cohen's κ of two raters over a declared scale.
 * Source: Cohen, "Weighted kappa" (1968).
 * @param pairs what both gave to one unit; every value is of the scale
 * @param scale all categories in their order, whether they occur or not
 * @returns null without pairs, or where chance leaves nothing to disagree about
 * @throws RangeError for a value outside the scale
 */
export function cohenKappa(
  pairs: readonly (readonly [number, number])[],
  scale: readonly number[],
  weights: KappaWeights,
): number | null {
  const disagreement = DISAGREEMENT[weights];
  const [first, second] = [new Float64Array(scale.length), new Float64Array(scale.length)];
  let observed = 0;
  for (const [a, b] of pairs) {
    const [atA, atB] = [placeOn(scale, a), placeOn(scale, b)];
    observed += disagreement(Math.abs(atA - atB));
    first[atA] = (first[atA] ?? 0) + 1;
    second[atB] = (second[atB] ?? 0) + 1;
  }
  let expected = 0;
  first.forEach((countA, atA) => {
    second.forEach((countB, atB) => {
      expected += countA * countB * disagreement(Math.abs(atA - atB));
    });
  });
  return expected === 0 ? null : 1 - (observed * pairs.length) / expected;
}

function placeOn(scale: readonly number[], value: number): number {
  const place = scale.indexOf(value);
  if (place === -1) throw new RangeError(`${String(value)} is not on the scale ${scale.join(", ")}`);
  return place;
}

function countsOf(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
