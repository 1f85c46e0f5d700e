import { describe, expect, it } from "vitest";
import { flipsBy, nearestFlip, topWeight } from "@/core/selection/flips";
import { recipeOf } from "@/tests/unit/components/mixer/corpus-fixture";

describe("the flips of a document", () => {
  it("are looked for up to ten times all weights together", () => {
    expect(topWeight(recipeOf({ weights: { word_count: 0.1, dsir_math: 0.2 } }))).toBe(3);
  });

  it("have a nearest: the smallest change, up or down", () => {
    const up = { rater: "word_count", weight: 0.1, turnsAt: 0.4 } as const;
    const down = { rater: "dsir_math", weight: 0.5, turnsAt: 0.25 } as const;
    const none = { rater: "fluency", weight: 0, turnsAt: null } as const;
    expect(nearestFlip([up, none, down])).toEqual(down);
    expect(nearestFlip([none])).toBeNull();
  });

  it("are found by trying where a sum of scores and a quota do not tell who is in", () => {
    const recipe = recipeOf({ weights: { word_count: 1 } });
    expect(flipsBy(recipe)).toBe("crossings");
    expect(flipsBy({ ...recipe, domains: { rule: "shares", shares: { web: 1 } } })).toBe("crossings");
    expect(flipsBy({ ...recipe, domains: { rule: "bounds", bounds: { web: { max: 0.5 } } } })).toBe(
      "halving",
    );
    expect(flipsBy({ ...recipe, temperature: 1 })).toBe("crossings");
    expect(flipsBy({ ...recipe, cap: { documents: 2 } })).toBe("halving");
  });
});
