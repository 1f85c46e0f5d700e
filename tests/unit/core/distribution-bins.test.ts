import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DISTRIBUTION_BINS,
  distributionBin,
  distributionRange,
  TOKEN_EDGES,
  tokenBin,
} from "@/core/distribution-bins";
import { smallCorpus } from "@/tests/support/small-corpus";

describe("the bins of a distribution", () => {
  it("lie between the 1st and the 99th percentile and take the tails in", () => {
    const corpus = smallCorpus(
      Array.from({ length: 101 }, (_, at) => ({
        domain: "c4",
        tokens: 1,
        scores: { word_count: at },
        argmax: {},
      })),
    );
    const value = corpus.statistics.raters.word_count?.value;
    const range = value === undefined ? null : distributionRange(value);
    expect(range?.low).toBeCloseTo(1, 1);
    expect(range?.high).toBeCloseTo(99, 1);
    const ends = { low: 0, high: 36 };
    expect([-5, 0, 0.99, 1, 17.5, 35.99, 36, 900].map((value) => distributionBin(value, ends))).toEqual([
      0, 0, 0, 1, 17, 35, 35, 35,
    ]);
  });

  it("put a constant in the middle", () => {
    expect([1, 2, 3].map((value) => distributionBin(value, { low: 2, high: 2 }))).toEqual([0, 18, 35]);
  });

  it("ascend with the value", () => {
    const number = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(number, number, number, number, (a, b, one, other) => {
        const range = { low: Math.min(a, b), high: Math.max(a, b) };
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((value) =>
          distributionBin(value, range),
        );
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(high ?? 0);
        expect(high).toBeLessThan(DISTRIBUTION_BINS);
      }),
    );
  });
});

describe("the bins of tokens", () => {
  it("are two to an octave", () => {
    expect(TOKEN_EDGES.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 6, 8, 12, 16, 24]);
    expect(TOKEN_EDGES.at(-1)).toBe(3 * 2 ** 30);
  });

  it("hold what is not below their edge and below the next", () => {
    const tokens = fc.oneof(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.constantFrom(...TOKEN_EDGES),
      fc.nat(40),
    );
    fc.assert(
      fc.property(tokens, (count) => {
        const bin = tokenBin(count);
        expect(TOKEN_EDGES[bin]).toBeLessThanOrEqual(count);
        expect(TOKEN_EDGES[bin + 1] ?? Infinity).toBeGreaterThan(count);
      }),
    );
  });
});
