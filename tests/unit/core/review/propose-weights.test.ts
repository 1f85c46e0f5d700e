import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { describe, expect, it } from "vitest";
import { generator } from "@/core/review/draw";
import { proposeWeights } from "@/core/review/propose-weights";

const random = generator(3);
const noise = (count: number): number[] =>
  Array.from({ length: count }, () => uniformFloat64(random) * 2 - 1);

describe("proposed weights", () => {
  it("are those that the verdicts were made of", () => {
    const raters = [noise(200), noise(200), noise(200), noise(200)];
    const verdicts = noise(200).map(
      (error, at) => 5 + 3 * (raters[0]?.[at] ?? 0) + (raters[2]?.[at] ?? 0) + 0.01 * error,
    );
    const { weights, foretold, penalty } = proposeWeights({ verdicts, raters }, 1);
    expect(weights[0]).toBeCloseTo(0.75, 1);
    expect(weights[2]).toBeCloseTo(0.25, 1);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(foretold).toBeGreaterThan(0.99);
    expect(penalty).toBe(0.01);
  });

  it("are never below 0, and all 0 where every rater points the other way", () => {
    const rater = noise(60);
    const { weights } = proposeWeights({ verdicts: rater.map((value) => -value), raters: [rater] }, 1);
    expect(weights).toEqual([0]);
  });

  it("foretell nothing of verdicts that have nothing to do with the raters", () => {
    const { foretold } = proposeWeights({ verdicts: noise(100), raters: [noise(100), noise(100)] }, 1);
    expect(foretold).toBeLessThan(0.1);
  });
});
