import { describe, expect, it } from "vitest";
import {
  pairsSentence,
  prepareWeightPairs,
  weightPairsChart,
} from "@/components/campaigns/best-weights.prepare";
import {
  dependencePlace,
  drawDependence,
  importanceSentence,
} from "@/components/campaigns/dependence.prepare";
import { fullVector } from "@/core/campaign/full-vector";
import { guessText } from "@/components/campaigns/trust-in-optimum";
import { firstOptimum } from "@/core/campaign/first-optimum";
import { learnedRecipe } from "@/core/campaign/learned-recipe";
import { raterOf } from "@/core/raters";
import { parseRecipe } from "@/core/recipe";
import { madeAnswer, madeFit } from "./fit-fixture";

const COLUMNS = ["reasoning", "fluency"];
const { search } = madeAnswer();
if (search === undefined) throw new Error("the fixture has searched");

describe("learned weights beside others", () => {
  it("are paired by rater, the heaviest first", () => {
    expect(prepareWeightPairs(COLUMNS, search, "direct", "uniform")).toEqual([
      { label: "Reasoning", learned: 0.8, rival: 0.5 },
      { label: "Fluency", learned: 0.2, rival: 0.5 },
    ]);
    expect(prepareWeightPairs(COLUMNS, search, "meanOfBest", "bestRun").map(({ rival }) => rival)).toEqual([
      0.75, 0.25,
    ]);
  });

  it("are set beside the published weights of the raters there are, scaled to a whole", () => {
    const [reasoning, fluency] = prepareWeightPairs(COLUMNS, search, "direct", "published");
    expect((reasoning?.rival ?? 0) + (fluency?.rival ?? 0)).toBeCloseTo(1, 12);
    expect((reasoning?.rival ?? 0) / (fluency?.rival ?? 1)).toBeCloseTo(
      raterOf("reasoning").publishedWeight / raterOf("fluency").publishedWeight,
      12,
    );
  });

  it("say what they have more and less of, or that they are the same", () => {
    const pairs = prepareWeightPairs(COLUMNS, search, "direct", "uniform");
    expect(pairsSentence(pairs, "uniform")).toBe("More Reasoning, less Fluency than equal weights");
    const same = pairs.map((pair) => ({ ...pair, rival: pair.learned }));
    expect(pairsSentence(same, "bestRun")).toBe("The best weights are those of the best proxy");
  });

  it("are taken along in percent", () => {
    const pairs = prepareWeightPairs(COLUMNS, search, "direct", "uniform");
    expect(weightPairsChart("Try", pairs, "uniform").table.rows).toEqual([
      ["Reasoning", 80, 50],
      ["Fluency", 20, 50],
    ]);
  });
});

it("makes a recipe of the base, its weights and note replaced", () => {
  const base = parseRecipe({
    ...{ name: "base", weights: { word_count: 1 }, normalisation: "rank", budget: { share: 0.1 } },
    ...{ directions: { fluency: -1 }, note: "by hand" },
  });
  expect(learnedRecipe(base, COLUMNS, [0.8, 0.2], "Learned")).toEqual({
    ...{ name: "Learned", weights: { reasoning: 0.8, fluency: 0.2 }, normalisation: "rank" },
    ...{ budget: { share: 0.1 }, directions: { fluency: -1 }, missing: "exclude" },
    domains: { rule: "global" },
  });
});

describe("an optimum", () => {
  const of = (reasoning: number) => ({
    id: "run-0",
    weights: fullVector(COLUMNS, [reasoning, 1 - reasoning]),
  });

  it("is a guess where it gives a rater more weight than any proxy learnt from did", () => {
    expect(guessText(madeFit(), [of(0.75), of(0.1)], "direct")).toBe(
      "It gives Reasoning 80.0 % of the weight; no proxy gave it more than 75.0 %, so the model guesses there.",
    );
    expect(guessText(madeFit(), [of(0.75), of(0.1)], "meanOfBest")).toBeNull();
    expect(guessText(madeFit({ used: ["run-1"] }), [of(0.9), of(0.1)], "direct")).toContain("0.0 %");
  });

  it("is offered first if it is no guess, or if both are", () => {
    expect(firstOptimum(madeFit(), [of(0.9), of(0.1)])).toBe("direct");
    expect(firstOptimum(madeFit(), [of(0.75), of(0.1)])).toBe("meanOfBest");
    expect(firstOptimum(madeFit(), [of(0.5)])).toBe("direct");
  });
});

describe("what each rater does", () => {
  const explained = [
    {
      column: "reasoning",
      importance: { mean: 0.04, low: 0.02, high: 0.05 },
      dependence: { weights: [0, 0.5, 1], losses: [5.4, 5.2, 5] },
    },
    {
      column: "fluency",
      importance: { mean: -0.001, low: -0.01, high: 0.01 },
      dependence: { weights: [0, 0.5, 1], losses: [5.1, 5.1, 5.1] },
    },
  ];
  const learned = new Map([["reasoning", 0.8]]);

  it("names only what the predictions clearly rest on", () => {
    expect(importanceSentence(explained)).toBe("Reasoning is the one rater the predictions rest on");
    expect(importanceSentence(explained.slice(1))).toBe(
      "No single rater makes the predictions clearly better",
    );
    const both = explained.map((rater) => ({ ...rater, importance: { mean: 1, low: 0.5, high: 2 } }));
    expect(importanceSentence(both)).toBe("The predictions rest most on Reasoning, then Fluency");
  });

  it("draws in grey what is not beyond chance", () => {
    const curves = drawDependence(explained, learned, 400).marks.flatMap((mark) =>
      mark.kind === "path" ? [mark.stroke] : [],
    );
    expect(curves).toEqual(["var(--color-accent)", "var(--color-before)"]);
  });

  it("is read in words", () => {
    expect(dependencePlace(explained, learned, 0)).toBe(
      "Reasoning: from 0.0 % to 100.0 % of the weight the predicted loss goes from 5.4000 to 5.0000. " +
        "Without it the error grows by 0.04 (0.02 to 0.05). The best weights give it 80.0 %.",
    );
  });
});
