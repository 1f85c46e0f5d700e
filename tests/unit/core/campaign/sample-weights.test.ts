import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { haltonPoints } from "@/core/campaign/halton";
import { sampleWeights, type Sampling } from "@/core/campaign/sample-weights";
import { FREE, nearestWithin, WHOLE, type WeightBound } from "@/core/campaign/weight-bounds";
import { RATERS } from "@/core/raters";

const free = (raters: number): WeightBound[] => Array.from({ length: raters }, () => FREE);
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const mean = (values: readonly number[]): number => total(values) / values.length;

function moments(vectors: readonly (readonly number[])[], rater: number): { mean: number; variance: number } {
  const weights = vectors.map((vector) => (vector[rater] ?? 0) / WHOLE);
  const centre = mean(weights);
  return { mean: centre, variance: mean(weights.map((weight) => (weight - centre) ** 2)) };
}

const sampling = fc.oneof(
  fc.record({
    kind: fc.constant("dirichlet" as const),
    alpha: fc.double({ min: 0.01, max: 50, noNaN: true }),
  }),
  fc.record({ kind: fc.constant("even" as const) }),
);

/** Bounds that leave room: each holds the weight of some vector. */
const bounds = fc
  .array(fc.record({ weight: fc.nat(100), below: fc.nat(100), above: fc.nat(100) }), {
    minLength: 2,
    maxLength: 26,
  })
  .filter((raters) => raters.some(({ weight }) => weight > 0))
  .map((raters) => {
    const sum = total(raters.map(({ weight }) => weight));
    return raters.map(({ weight, below, above }) => {
      const centre = (weight / sum) * WHOLE;
      return {
        min: Math.floor((centre * below) / 100),
        max: Math.ceil(centre + ((WHOLE - centre) * above) / 100),
      };
    });
  });

describe("weight vectors", () => {
  it("sum to exactly 1 within their bounds, and the first ones stay when more are drawn", () => {
    fc.assert(
      fc.property(
        sampling,
        bounds,
        fc.nat(1e9),
        fc.integer({ min: 1, max: 12 }),
        (how, within, seed, count) => {
          const vectors = sampleWeights(how, within, count, seed);
          for (const vector of vectors) {
            expect(total(vector)).toBe(WHOLE);
            for (const [at, { min, max }] of within.entries()) {
              expect(vector[at]).toBeGreaterThanOrEqual(min);
              expect(vector[at]).toBeLessThanOrEqual(max);
            }
          }
          expect(sampleWeights(how, within, count + 5, seed).slice(0, count)).toEqual(vectors);
        },
      ),
    );
  });

  it("of another seed are other ones", () => {
    for (const how of [{ kind: "even" }, { kind: "dirichlet", alpha: 1 }] satisfies Sampling[])
      expect(sampleWeights(how, free(5), 3, 1)).not.toEqual(sampleWeights(how, free(5), 3, 2));
  });

  it.each([0.1, 1, 8])("of Dirichlet(%d) have its mean and variance", (alpha) => {
    const vectors = sampleWeights({ kind: "dirichlet", alpha }, free(5), 20_000, 1);
    const variance = (0.2 * 0.8) / (5 * alpha + 1);
    for (const rater of [0, 1, 2, 3, 4]) {
      const found = moments(vectors, rater);
      // Five standard errors of a mean of 20,000.
      expect(Math.abs(found.mean - 0.2)).toBeLessThan(5 * Math.sqrt(variance / 20_000));
      expect(found.variance / variance).toBeCloseTo(1, 1);
    }
  });

  it("around a prior have it as their mean, vary by the concentration, and keep its zeros", () => {
    const prior = [0.5, 0.3, 0.2, 0];
    const vectors = sampleWeights({ kind: "around", prior, concentration: 30 }, free(4), 20_000, 1);
    for (const [rater, weight] of prior.entries()) {
      const found = moments(vectors, rater);
      const variance = (weight * (1 - weight)) / 31;
      expect(Math.abs(found.mean - weight)).toBeLessThanOrEqual(5 * Math.sqrt(variance / 20_000) + 1e-9);
      expect(Math.abs(found.variance - variance)).toBeLessThan(0.05 * variance + 1e-12);
    }
  });

  it("around the published weights, which do not sum to 1 exactly, are vectors like any other", () => {
    const how = {
      kind: "around",
      prior: RATERS.map((rater) => rater.publishedWeight),
      concentration: 100,
    } as const;
    expect(sampleWeights(how, free(25), 4, 1).map(total)).toEqual([WHOLE, WHOLE, WHOLE, WHOLE]);
  });

  it("do not end in zeros when few raters rule", () => {
    const vectors = sampleWeights({ kind: "dirichlet", alpha: 0.001 }, free(25), 200, 1);
    expect(vectors.every((vector) => Math.max(...vector) > 400_000)).toBe(true);
    expect(new Set(vectors.map((vector) => vector.indexOf(Math.max(...vector)))).size).toBeGreaterThan(20);
  });

  it("that are even have the moments of the uniform ones, with a smaller error than random ones", () => {
    const error = (how: Sampling): number => {
      const vectors = sampleWeights(how, free(6), 256, 1);
      return Math.max(...[0, 1, 2, 3, 4, 5].map((rater) => Math.abs(moments(vectors, rater).mean - 1 / 6)));
    };
    expect(error({ kind: "even" })).toBeLessThan(0.005);
    expect(error({ kind: "even" })).toBeLessThan(error({ kind: "dirichlet", alpha: 1 }) / 2);
    const vectors = sampleWeights({ kind: "even" }, free(6), 5000, 1);
    expect(moments(vectors, 3).variance / ((1 / 6) * (5 / 6) * (1 / 7))).toBeCloseTo(1, 1);
  });

  it.each<[Sampling, WeightBound[], string]>([
    [{ kind: "dirichlet", alpha: 0 }, free(2), "The α of the draw is 0."],
    [
      { kind: "around", prior: [1], concentration: 9 },
      free(2),
      "The prior has 1 weights that sum to 1, for 2 raters.",
    ],
    [{ kind: "around", prior: [0, 0], concentration: 9 }, free(2), "sum to 0"],
    [
      { kind: "around", prior: [1, 0], concentration: Number.NaN },
      free(2),
      "The concentration around the prior is NaN.",
    ],
    [{ kind: "even" }, [FREE, { min: 5, max: 4 }], "Rater 2 is bounded from 0.000005 to 0.000004."],
    [{ kind: "even" }, [{ min: 0.5, max: WHOLE }], "Rater 1 is bounded from"],
    [
      { kind: "even" },
      Array(3).fill({ min: 400_000, max: WHOLE }),
      "The least weights sum to 1.2, more than 1.",
    ],
    [
      { kind: "even" },
      Array(3).fill({ min: 0, max: 300_000 }),
      "The greatest weights sum to 0.9, less than 1.",
    ],
  ])("are refused by name: %j", (how, within, says) => {
    expect(() => sampleWeights(how, within, 1, 0)).toThrow(says);
  });
});

describe("the nearest vector within bounds", () => {
  it("is at most rounding farther than any other one", () => {
    const distance = (a: readonly number[], b: readonly number[]): number =>
      Math.hypot(...a.map((value, at) => value - (b[at] ?? 0)));
    fc.assert(
      fc.property(bounds, fc.nat(1e9), (within, seed) => {
        const [point = [], ...others] = sampleWeights({ kind: "even" }, free(within.length), 30, seed);
        const nearest = nearestWithin(point, within);
        for (const other of others.map((each) => nearestWithin(each, within)))
          expect(distance(point, nearest)).toBeLessThanOrEqual(distance(point, other) + within.length);
      }),
    );
  });

  it("is the vector itself where it lies within", () => {
    expect(nearestWithin([200_000, 300_000, 500_000], free(3))).toEqual([200_000, 300_000, 500_000]);
    expect(
      nearestWithin(
        [1 / 3, 1 / 3, 1 / 3].map((weight) => weight * WHOLE),
        free(3),
      ),
    ).toEqual([333_334, 333_333, 333_333]);
  });
});

describe("even points", () => {
  it("put as many numbers into every stretch of a base, in every dimension", () => {
    const pointOf = haltonPoints(4, 7);
    const points = Array.from({ length: 210 }, (_, index) => pointOf(index));
    for (const [dimension, base] of [2, 3, 5, 7].entries()) {
      const counts = Array<number>(base).fill(0);
      for (const point of points) {
        const stretch = Math.floor((point[dimension] ?? 0) * base);
        counts[stretch] = (counts[stretch] ?? 0) + 1;
      }
      expect(counts).toEqual(Array<number>(base).fill(210 / base));
    }
  });
});
