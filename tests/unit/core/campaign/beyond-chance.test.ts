import { describe, expect, it } from "vitest";
import { beyondChance, chanceOfRho } from "@/core/campaign/beyond-chance";

describe("what is beyond chance", () => {
  it("has the two-sided probability of the normal distribution", () => {
    expect(chanceOfRho(0, 50)).toBeCloseTo(1, 6);
    expect(chanceOfRho(-1.959964 / 10, 101)).toBeCloseTo(0.05, 6);
    expect(chanceOfRho(3.290527 / 20, 401)).toBeCloseTo(0.001, 6);
  });

  it("is held to a stricter end the more is looked at, down to the first that fails", () => {
    // 0.05 ÷ 4, ÷ 3, ÷ 2, ÷ 1: the third of them fails, and the fourth with it.
    expect(beyondChance([0.04, 0.001, 0.03, 0.016])).toEqual([false, true, false, true]);
    expect(beyondChance([0.04])).toEqual([true]);
    expect(beyondChance([0.04, 0.04])).toEqual([false, false]);
    expect(beyondChance([0.02, 0.04])).toEqual([true, true]);
    expect(beyondChance([])).toEqual([]);
  });
});
