import { describe, expect, it } from "vitest";
import { topOfScale, toPoints, toWeight } from "@/components/mixer/slider-scale";
import { RATERS } from "@/core/raters";

describe("the scale of the sliders", () => {
  it("ends at 10 points for the published weights", () => {
    expect(topOfScale(RATERS.map((rater) => rater.publishedWeight))).toBe(10);
  });

  it("leaves room above a weight that has reached the end", () => {
    expect(topOfScale([0.1])).toBe(20);
    expect(topOfScale([0.2])).toBe(50);
    expect(topOfScale([0.5])).toBe(100);
    expect(topOfScale([1])).toBe(200);
  });

  it("is 10 points while every weight is 0", () => {
    expect(topOfScale([0, 0])).toBe(10);
    expect(topOfScale([])).toBe(10);
  });

  it("turns weights into points and back without dust", () => {
    expect(toPoints(0.0564)).toBe(5.64);
    expect(toWeight(5.7)).toBe(0.057);
    for (const { publishedWeight } of RATERS)
      expect(toWeight(toPoints(publishedWeight))).toBe(publishedWeight);
  });
});
