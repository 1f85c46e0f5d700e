/** How values of a question can differ; decides the difference function of α. */
export const LEVELS = ["nominal", "ordinal", "interval", "ratio"] as const;
export type Level = (typeof LEVELS)[number];

/** Values of one question by unit; those of a nominal question are codes. */
export type UnitValues = readonly (readonly number[])[];

/** Ratings of units that at least two raters judged; the others say nothing about agreement. */
export interface PairableRatings {
  /** Distinct values, ascending. */
  readonly values: readonly number[];
  /** For each unit how often each value (by position) was given, values that were not given left out. */
  readonly units: readonly (readonly ValueCount[])[];
}

interface ValueCount {
  readonly value: number;
  readonly count: number;
}

export function pairableRatings(units: UnitValues): PairableRatings {
  const pairable = units.filter((unit) => unit.length >= 2);
  const values = [...new Set(pairable.flat())].sort((a, b) => a - b);
  const position = new Map(values.map((value, at) => [value, at]));
  return {
    values,
    units: pairable.map((unit) => {
      const counts = new Map<number, number>();
      for (const value of unit) {
        const at = position.get(value) ?? 0;
        counts.set(at, (counts.get(at) ?? 0) + 1);
      }
      return [...counts].map(([value, count]) => ({ value, count }));
    }),
  };
}

/**
 * Krippendorff's α of units that each count `times` over: 1 − observed ÷ expected disagreement, 1 for perfect agreement, 0 for
 * what chance gives. Missing ratings are no ratings.
 * Source: Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), sections C and D. The ordinal difference is the
 * interval difference of mid-ranks.
 * @param times by unit, whole numbers
 * @returns null where every value is the same, or no unit has two: there is nothing that could have disagreed
 */
export function krippendorffAlpha(
  { values, units }: PairableRatings,
  level: Level,
  times: ArrayLike<number> = new Uint8Array(units.length).fill(1),
): number | null {
  const totals = new Float64Array(values.length);
  units.forEach((unit, at) => {
    for (const { value, count } of unit) totals[value] = (totals[value] ?? 0) + count * (times[at] ?? 0);
  });
  const places = level === "ordinal" ? midRanks(totals) : values;
  const difference = DIFFERENCES[level];
  const all = Array.from(totals, (count, value) => ({ value, count }));
  const ratings = totals.reduce((sum, count) => sum + count, 0);
  const expected = difference(all, places);
  if (expected === 0) return null;
  let observed = 0;
  units.forEach((unit, at) => {
    const given = unit.reduce((sum, { count }) => sum + count, 0);
    const repeats = times[at] ?? 0;
    if (repeats > 0) observed += (repeats * difference(unit, places)) / (given - 1);
  });
  return 1 - ((ratings - 1) * observed) / expected;
}

/** Sum of the squared differences of all ordered pairs of some ratings. @param places where each value lies on its scale */
type Difference = (ratings: readonly ValueCount[], places: ArrayLike<number>) => number;

const squared: Difference = (ratings, places) => {
  const n = ratings.reduce((total, { count }) => total + count, 0);
  // Around a value of their own the sums stay small, so that equal values differ by nothing at all.
  const origin = places[ratings.find(({ count }) => count > 0)?.value ?? 0] ?? 0;
  let sum = 0;
  let squares = 0;
  for (const { value, count } of ratings) {
    const from = (places[value] ?? 0) - origin;
    sum += count * from;
    squares += count * from * from;
  }
  return 2 * (n * squares - sum * sum);
};

const unequal: Difference = (ratings) => {
  const n = ratings.reduce((total, { count }) => total + count, 0);
  return n * n - ratings.reduce((total, { count }) => total + count * count, 0);
};

const relative: Difference = (ratings, places) => {
  let total = 0;
  ratings.forEach(({ value, count }, at) => {
    const a = places[value] ?? 0;
    for (const other of ratings.slice(at + 1)) {
      const b = places[other.value] ?? 0;
      if (a + b !== 0) total += 2 * count * other.count * ((a - b) / (a + b)) ** 2;
    }
  });
  return total;
};

const DIFFERENCES: Readonly<Record<Level, Difference>> = {
  nominal: unequal,
  ordinal: squared,
  interval: squared,
  ratio: relative,
};

function midRanks(totals: Float64Array): Float64Array {
  let before = 0;
  return totals.map((count) => {
    const rank = before + count / 2;
    before += count;
    return rank;
  });
}
