import { describe, expect, it } from "vitest";
import { withNoisyWeights } from "@/core/questions/weight-noise";
import { RATER_IDS } from "@/core/raters";
import { parseRecipe, weightOf } from "@/core/recipe";

const recipe = parseRecipe({
  name: "all",
  weights: Object.fromEntries(RATER_IDS.map((rater, place) => [rater, (place + 1) / 100])),
  normalisation: "rank",
  budget: { share: 0.1 },
});

const logs = Array.from({ length: 400 }, (_, draw) => {
  const noisy = withNoisyWeights(recipe, draw);
  return RATER_IDS.map((rater) => Math.log(weightOf(noisy, rater) / weightOf(recipe, rater)));
}).flat();

describe("withNoisyWeights", () => {
  it("multiplies weights by log-normal noise of 10 % around 1", () => {
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
    const sd = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length);
    // 10,000 draws: four standard errors.
    expect(Math.abs(mean)).toBeLessThan(0.004);
    expect(Math.abs(sd - 0.1)).toBeLessThan(0.003);
    expect(logs.filter((log) => Math.abs(log) < 0.1).length / logs.length).toBeCloseTo(0.683, 1);
  });

  it("draws other noise for another number and the same for the same", () => {
    expect(withNoisyWeights(recipe, 7)).toEqual(withNoisyWeights(recipe, 7));
    expect(withNoisyWeights(recipe, 7)).not.toEqual(withNoisyWeights(recipe, 8));
  });

  it("leaves the noise of a rater alone when another gains a weight, and gives none to a weight of 0", () => {
    const two = { ...recipe, weights: { fluency: 0.5, reasoning: 0 } };
    const three = { ...recipe, weights: { fluency: 0.5, word_count: 0.1 } };
    expect(withNoisyWeights(two, 0).weights.fluency).toBe(withNoisyWeights(three, 0).weights.fluency);
    expect(Object.keys(withNoisyWeights(two, 0).weights)).toEqual(["fluency"]);
  });
});
