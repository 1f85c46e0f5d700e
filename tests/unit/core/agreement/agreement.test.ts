import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreementFigures } from "@/core/agreement/agreement-figures";
import { alphaInterval } from "@/core/agreement/alpha-interval";
import { cohenKappa, fleissKappa, rawAgreement } from "@/core/agreement/kappa";
import { krippendorffAlpha, LEVELS, pairableRatings, type Level } from "@/core/agreement/krippendorff-alpha";

interface Textbook {
  readonly krippendorff_2011_4obs_12units: {
    readonly matrix_observers_by_units: readonly (readonly (number | null)[])[];
    readonly recomputed: Readonly<Record<`alpha_${Level}`, number>>;
  };
  readonly fleiss_wikipedia_14raters_10items: {
    readonly counts: readonly (readonly number[])[];
    readonly recomputed: { readonly fleiss_kappa: number };
  };
  readonly fleiss_1971_diagnoses_6raters_30patients: {
    readonly ratings: readonly (readonly (number | string)[])[];
    readonly published: { readonly fleiss_kappa: number };
  };
  readonly irr_anxiety_raters2_3: {
    readonly ratings_20x3: readonly (readonly [number, number, number])[];
    readonly published: Readonly<Record<"kappa_unweighted" | "kappa_equal" | "kappa_squared", number>>;
  };
}

const ROOT = path.resolve(import.meta.dirname, "..", "..", "..", "..");
const BOOK = path.join(ROOT, "..", "shared", "data", "agreement", "textbook_agreement.json");
const book = JSON.parse(readFileSync(BOOK, "utf8")) as Textbook;

const krippendorff = book.krippendorff_2011_4obs_12units;
const UNITS = (krippendorff.matrix_observers_by_units[0] ?? []).map((_, unit) =>
  krippendorff.matrix_observers_by_units.flatMap((observer) => observer[unit] ?? []),
);

describe("Krippendorff's α", () => {
  it.each(LEVELS)("reaches the published value of the 2011 example, %s", (level) => {
    const alpha = krippendorffAlpha(pairableRatings(UNITS), level);
    expect(alpha).toBeCloseTo(krippendorff.recomputed[`alpha_${level}`], 6);
  });

  it.each(LEVELS)("is what comparing every pair with every pair says, %s", (level) => {
    const unit = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 12 }), (units) => {
        const [found, expected] = [krippendorffAlpha(pairableRatings(units), level), byPairs(units, level)];
        if (expected === null) expect(found).toBeNull();
        else expect(found).toBeCloseTo(expected, 9);
      }),
    );
  });

  it("counts a unit as often as it was drawn", () => {
    const units = [
      [1, 2],
      [3, 3, 4],
      [5, 5],
    ];
    for (const level of LEVELS)
      expect(krippendorffAlpha(pairableRatings(units), level, [2, 0, 1])).toBeCloseTo(
        krippendorffAlpha(
          pairableRatings([
            [1, 2],
            [1, 2],
            [5, 5],
          ]),
          level,
        ) ?? Number.NaN,
        12,
      );
  });

  it("is not defined where nothing could have disagreed", () => {
    for (const units of [
      [],
      [[1], [2]],
      [
        [3, 3],
        [3, 3, 3],
      ],
      [
        [0.1, 0.1],
        [0.1, 0.1],
      ],
    ])
      for (const level of LEVELS) expect(krippendorffAlpha(pairableRatings(units), level)).toBeNull();
  });

  it("has the same interval for the same seed, around the value, and another for another seed", () => {
    const one = alphaInterval(UNITS, "ordinal", { seed: 7 });
    expect(alphaInterval(UNITS, "ordinal", { seed: 7 })).toEqual(one);
    expect(alphaInterval(UNITS, "ordinal", { seed: 8 })).not.toEqual(one);
    expect(one.low).toBeLessThan(one.alpha ?? 0);
    expect(one.high).toBeGreaterThan(one.alpha ?? 0);
    expect(one.emptyDraws).toBe(0);
  });

  it("says how many draws held one value only", () => {
    const { alpha, low, high, emptyDraws } = alphaInterval(
      [
        [1, 1],
        [2, 2],
      ],
      "nominal",
      { seed: 1, draws: 400 },
    );
    expect([alpha, low, high]).toEqual([1, 1, 1]);
    // Half of all draws of two units are one of them twice.
    expect(emptyDraws).toBeGreaterThan(150);
    expect(emptyDraws).toBeLessThan(250);
  });
});

/** The definition, pair by pair: Krippendorff (2011). */
function byPairs(units: readonly (readonly number[])[], level: Level): number | null {
  const pairable = units.filter((unit) => unit.length >= 2);
  const all = pairable.flat();
  const differ = (a: number, b: number): number => {
    if (level === "nominal") return a === b ? 0 : 1;
    if (level === "interval") return (a - b) ** 2;
    if (level === "ratio") return a + b === 0 ? 0 : ((a - b) / (a + b)) ** 2;
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    const between = all.filter((value) => value >= low && value <= high).length;
    const ends = all.filter((value) => value === low).length + all.filter((value) => value === high).length;
    return a === b ? 0 : (between - ends / 2) ** 2;
  };
  const sum = (values: readonly number[]): number =>
    values.reduce(
      (total, a, i) => total + values.reduce((part, b, j) => part + (i === j ? 0 : differ(a, b)), 0),
      0,
    );
  const observed = pairable.reduce((total, unit) => total + sum(unit) / (unit.length - 1), 0) / all.length;
  const expected = sum(all) / (all.length * (all.length - 1));
  return all.length < 2 || expected === 0 ? null : 1 - observed / expected;
}

describe("κ", () => {
  it("of Fleiss reaches both published values", () => {
    const wikipedia = book.fleiss_wikipedia_14raters_10items;
    const units = wikipedia.counts.map((counts) =>
      counts.flatMap((count, category) => Array<number>(count).fill(category)),
    );
    expect(fleissKappa(units)).toBeCloseTo(wikipedia.recomputed.fleiss_kappa, 6);
    const { ratings, published } = book.fleiss_1971_diagnoses_6raters_30patients;
    const names = [...new Set(ratings.flat())];
    const codes = ratings.map((patient) => patient.map((name) => names.indexOf(name)));
    expect(fleissKappa(codes)).toBeCloseTo(published.fleiss_kappa, 7);
  });

  it("of Cohen reaches the published values when only the categories that occur are ranked", () => {
    const { ratings_20x3, published } = book.irr_anxiety_raters2_3;
    const pairs = ratings_20x3.map(([, second, third]) => [second, third] as const);
    const scale = [...new Set(pairs.flat())].sort((a, b) => a - b);
    expect(cohenKappa(pairs, scale, "unweighted")).toBeCloseTo(published.kappa_unweighted, 8);
    expect(cohenKappa(pairs, scale, "linear")).toBeCloseTo(published.kappa_equal, 6);
    expect(cohenKappa(pairs, scale, "quadratic")).toBeCloseTo(published.kappa_squared, 6);
  });

  it("of Cohen depends on the declared scale, and refuses what is not on it", () => {
    const pairs = [
      [0, 0],
      [0, 1],
      [5, 5],
    ] as const;
    // Linear weights: 1 of 3 pairs differs by 1; by chance 9 pairs differ by 0, 1, 5, 0, 1, 5, 5, 4, 0.
    expect(cohenKappa(pairs, [0, 1, 2, 3, 4, 5], "linear")).toBeCloseTo(1 - (1 * 3) / 21, 12);
    // On the scale 0, 1, 5 the distances are 0, 1, 2, 0, 1, 2, 2, 1, 0.
    expect(cohenKappa(pairs, [0, 1, 5], "linear")).toBeCloseTo(1 - (1 * 3) / 9, 12);
    expect(() => cohenKappa(pairs, [0, 1], "linear")).toThrow("5 is not on the scale 0, 1");
  });

  it("is not defined without what it needs", () => {
    expect(fleissKappa([])).toBeNull();
    expect(
      fleissKappa([
        [1, 2],
        [1, 2, 3],
      ]),
    ).toBeNull();
    expect(
      fleissKappa([
        [1, 1],
        [1, 1],
      ]),
    ).toBeNull();
    expect(cohenKappa([], [1, 2], "linear")).toBeNull();
    expect(rawAgreement([[1], []])).toBeNull();
  });
});

describe("the figures of a set of ratings", () => {
  it("count units, raters and ratings, those of one rating included", () => {
    const ratings = UNITS.flatMap((values, unit) =>
      values.map((value, rater) => ({ unit: `u${String(unit)}`, rater: `r${String(rater)}`, value })),
    );
    const figures = agreementFigures(ratings, "nominal", { seed: 1 });
    expect(figures).toMatchObject({ units: 12, raters: 4, ratings: 41, pairableUnits: 11, cohenKappa: null });
    expect(figures.alpha).toBeCloseTo(0.743421, 6);
  });

  it("have Cohen's κ of two raters over the units that both judged", () => {
    const ratings = [
      { unit: "a", rater: "x", value: 1 },
      { unit: "a", rater: "y", value: 1 },
      { unit: "b", rater: "x", value: 1 },
      { unit: "b", rater: "y", value: 2 },
      { unit: "c", rater: "x", value: 2 },
      { unit: "c", rater: "y", value: 2 },
      { unit: "d", rater: "x", value: 2 },
    ];
    // 2 of 3 agree; by chance 2/3·1/3 + 1/3·2/3 = 4/9 do: (2/3 − 4/9) ÷ (5/9).
    const { cohenKappa: cohen, rawAgreement: raw } = agreementFigures(ratings, "nominal", { seed: 1 });
    expect(cohen?.unweighted).toBeCloseTo(0.4, 12);
    expect(raw).toBeCloseTo(2 / 3, 12);
  });
});
