import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RATER_IDS, RATERS, type RaterId } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import {
  normaliseWeights,
  resetWeights,
  setWeight,
  sharedOut,
  soloWeight,
  totalWeight,
  turnDirection,
} from "@/core/recipe-edit";
import type { CorpusStatistics } from "@/core/statistics";

const NONE: ReadonlySet<RaterId> = new Set();
const published: Recipe = {
  name: "draft",
  weights: Object.fromEntries(RATERS.map(({ id, publishedWeight }) => [id, publishedWeight])),
  normalisation: "rank",
  budget: { share: 0.1 },
  directions: {},
  missing: "exclude",
  domains: { rule: "global" },
};

const column = { n: 1, missing: 0, min: 0, max: 1, mean: 0, sd: 1, quantiles: [0, 1] };
const corpusWithout = (...off: RaterId[]): CorpusStatistics => ({
  documents: 1,
  tokens: 1,
  domains: [],
  raters: Object.fromEntries(
    RATER_IDS.map((id) => [
      id,
      off.includes(id) ? null : { value: column, argmax: null, provenance: "imported" as const },
    ]),
  ) as CorpusStatistics["raters"],
});

describe("editing the weights of a recipe", () => {
  it("sums the published weights to 1.0030, 0.4658 of it natural language", () => {
    expect(totalWeight(published)).toBe(1.003);
    expect(totalWeight(published, "natural-language")).toBe(0.4658);
    expect(totalWeight(published, "importance")).toBe(0.1331);
    expect(totalWeight(published, "model")).toBe(0.4041);
  });

  it("sets one weight and leaves the others alone", () => {
    const next = setWeight(published, "fluency", 0.5);
    expect(next.weights).toEqual({ ...published.weights, fluency: 0.5 });
    expect(setWeight(published, "fluency", -3).weights.fluency).toBe(0);
    expect(setWeight(published, "fluency", 0.12345678).weights.fluency).toBe(0.123457);
  });

  it("turns a direction there and back", () => {
    const turned = turnDirection(published, "word_count");
    expect(turned.directions).toEqual({ word_count: -1 });
    expect(turnDirection(turned, "word_count").directions).toEqual({ word_count: 1 });
  });

  it("plays one rater alone, locked ones beside it", () => {
    const solo = soloWeight(published, "fluency", new Set<RaterId>(["reasoning"]));
    const weighted = RATER_IDS.filter((id) => (solo.weights[id] ?? 0) > 0);
    expect(weighted).toEqual(["fluency", "reasoning"]);
  });

  it("gives a rater without weight its published one when it plays alone", () => {
    expect(soloWeight({ ...published, weights: { reasoning: 1 } }, "fluency", NONE).weights).toEqual({
      reasoning: 0,
      fluency: 0.0402,
    });
  });

  it("normalises to exactly 1 with 6 decimals, whatever the weights", () => {
    const weights = fc.dictionary(
      fc.constantFrom(...RATER_IDS),
      fc.integer({ min: 1, max: 5_000_000 }).map((millionths) => Number((millionths / 1e6).toFixed(6))),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(weights, (drawn) => {
        const normalised = normaliseWeights({ ...published, weights: drawn }, NONE);
        expect(totalWeight(normalised)).toBe(1);
        for (const weight of Object.values(normalised.weights))
          expect(Number(weight.toFixed(6))).toBe(weight);
      }),
    );
  });

  it("normalises around what is locked and what belongs to other families", () => {
    const recipe = {
      ...published,
      weights: { fluency: 0.3, reasoning: 0.1, word_count: 0.2, dsir_math: 0.4 },
    };
    expect(normaliseWeights(recipe, new Set<RaterId>(["fluency"])).weights).toEqual({
      fluency: 0.3,
      reasoning: 0.1,
      word_count: 0.2,
      dsir_math: 0.4,
    });
    const doubled = { ...recipe, weights: { ...recipe.weights, dsir_math: 0.2 } };
    expect(normaliseWeights(doubled, new Set<RaterId>(["fluency"]), "model").weights.reasoning).toBe(0.3);
  });

  it("is the same recipe where no sum of 1 can be reached", () => {
    const heavy = { ...published, weights: { fluency: 1.5, reasoning: 0.1 } };
    expect(normaliseWeights(heavy, new Set<RaterId>(["fluency"]))).toBe(heavy);
    const empty = { ...published, weights: { fluency: 0 } };
    expect(normaliseWeights(empty, NONE)).toBe(empty);
  });

  it("resets to the published weights except what is locked or off", () => {
    const recipe = { ...published, weights: { fluency: 0.9, reasoning: 0.9 } };
    const reset = resetWeights(recipe, new Set<RaterId>(["fluency"]), corpusWithout("dsir_math"));
    expect(reset.weights).toEqual({ ...published.weights, fluency: 0.9, dsir_math: 0 });
    expect(resetWeights(recipe, NONE, corpusWithout(), "importance").weights).toEqual({
      fluency: 0.9,
      reasoning: 0.9,
      dsir_wikipedia: 0.0469,
      dsir_math: 0.0448,
      dsir_books: 0.0414,
    });
  });

  it("shares a whole out so that no millionth is lost", () => {
    expect(sharedOut(["fluency", "reasoning", "word_count"], () => 1)).toEqual({
      fluency: 0.333334,
      reasoning: 0.333333,
      word_count: 0.333333,
    });
  });
});
