import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalise, rankOf, type Normaliser } from "@/core/scoring/normalise";
import { bruteRank } from "@/tests/support/small-corpus";

describe("normalise", () => {
  it.each<[string, Normaliser, number, number, number]>([
    ["5·(x − min)/range", { kind: "min-max", min: 2, range: 8 }, 4, 1.25, 3.75],
    ["a level on the scale 0 to 5", { kind: "level", top: 5 }, 3, 3, 2],
    ["one of two levels", { kind: "level", top: 1 }, 1, 5, 0],
    ["(x − mean)/sd", { kind: "z-score", mean: 3, sd: 2 }, 4, 0.5, -0.5],
    ["a rank as it is", { kind: "rank" }, 0.25, 0.25, 0.75],
    ["0 for a constant, turned or not", { kind: "constant" }, 7, 0, 0],
  ])("gives %s", (_, normaliser, x, straight, turned) => {
    expect(normalise({ normaliser, direction: 1 }, x)).toBe(straight);
    expect(normalise({ normaliser, direction: -1 }, x)).toBe(turned);
  });
});

describe("rankOf", () => {
  const quantiles = [0, 1, 1, 1, 4];
  it.each([
    [-1, 0],
    [0, 0],
    [0.5, 0.125],
    [1, 0.5],
    [2.5, 0.875],
    [4, 1],
    [9, 1],
  ])("puts %d at %d of 0 1 1 1 4", (x, rank) => {
    expect(rankOf(quantiles, x)).toBe(rank);
  });

  it("agrees with a look at every quantile", () => {
    const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -5, max: 5, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 12 }), value, (values, x) => {
        const sorted = [...values].sort((a, b) => a - b);
        expect(rankOf(sorted, x)).toBe(bruteRank(sorted, x));
      }),
    );
  });
});
