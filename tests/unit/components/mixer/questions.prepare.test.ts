import { describe, expect, it } from "vitest";
import {
  dominanceBars,
  dominanceWarning,
  leverageBars,
  prepareHeatMap,
  prepareStability,
} from "@/components/mixer/questions.prepare";
import type { Relations } from "@/core/questions/relations";

const RELATIONS: Relations = {
  raters: ["word_count", "dsir_books", "fluency", "reasoning"],
  documents: 1000,
  correlation: [
    [1, 0.2, null, -0.8],
    [0.2, 1, null, 0.1],
    [null, null, null, null],
    [-0.8, 0.1, null, 1],
  ],
  dominance: [0.3, 0.74, 0, -0.04],
};

describe("the heat map", () => {
  it("stands what is alike, or opposed, together and names the strongest pair", () => {
    const { names, order, strongest } = prepareHeatMap(RELATIONS);
    const places = order.map((at) => names[at]);
    expect(Math.abs(places.indexOf("Word count") - places.indexOf("Reasoning"))).toBe(1);
    expect(strongest).toEqual({ names: "Word count and Reasoning", value: "−0.80" });
  });

  it("says each cell in words", () => {
    const { sentence } = prepareHeatMap(RELATIONS);
    expect(sentence(0, 3)).toBe("Word count and Reasoning: −0.80, strongly opposed.");
    expect(sentence(0, 2)).toBe("Word count and Fluency: one of the two does not vary.");
    expect(sentence(1, 1)).toBe("DSIR books");
  });

  it("has no strongest pair where no two raters vary", () => {
    const one: Relations = { ...RELATIONS, raters: ["fluency"], correlation: [[null]] };
    expect(prepareHeatMap(one).strongest).toBeNull();
  });
});

describe("bars", () => {
  it("have the largest dominance first and those below 0 last", () => {
    expect(dominanceBars(RELATIONS).map(({ key, text }) => [key, text])).toEqual([
      ["dsir_books", "74.0 %"],
      ["word_count", "30.0 %"],
      ["fluency", "0.0 %"],
      ["reasoning", "−4.0 %"],
    ]);
  });

  it("have no number for the leverage of the only rater", () => {
    const [bar] = leverageBars({ raters: ["fluency"], tokens: 9, lost: [null] });
    expect(bar).toMatchObject({ value: null, text: "–" });
  });
});

describe("the warning of a rater that carries most of the variance", () => {
  it("names it and the ways out of published scores", () => {
    expect(dominanceWarning(RELATIONS, "published")).toEqual({
      text: "DSIR books carries 74 % of the score's variance, more than all others together. Under z-score or rank all raters spread alike, and the weights alone decide.",
      ways: ["zscore", "rank"],
    });
  });

  it("asks for a lower weight where all raters spread alike already", () => {
    expect(dominanceWarning(RELATIONS, "rank")?.text).toMatch(/Lower its weight to let the others count\.$/);
    expect(dominanceWarning(RELATIONS, "rank")?.ways).toEqual([]);
  });

  it("does not come at half, for a single rater or for a score that does not vary", () => {
    expect(dominanceWarning({ ...RELATIONS, dominance: [0.5, 0.5, 0, 0] }, "published")).toBeNull();
    expect(dominanceWarning({ ...RELATIONS, raters: ["fluency"], dominance: [1] }, "published")).toBeNull();
    expect(dominanceWarning({ ...RELATIONS, dominance: null }, "published")).toBeNull();
  });
});

describe("stability", () => {
  it("says what it means, with the worst draw", () => {
    const { mean, spread, sentence } = prepareStability({ draws: [0.8, 0.9], mean: 0.85, sd: 0.0707 });
    expect({ mean, spread }).toEqual({ mean: "85.0 %", spread: "± 7.1" });
    expect(sentence).toBe(
      "With every weight off by about 10 %, the selection and the one it would have been share 85.0 % of the tokens that either holds; 80.0 % in the worst of 2 draws.",
    );
  });

  it("is drawn on a tenth of the axis at least", () => {
    expect(prepareStability({ draws: [1, 1], mean: 1, sd: 0 })).toMatchObject({ low: 0.9, high: 1 });
    expect(prepareStability({ draws: [0.4, 1], mean: 0.7, sd: 0.4 })).toMatchObject({ low: 0.4, high: 1 });
  });
});
