import { describe, expect, it } from "vitest";
import { documentScore } from "@/components/corpus/browse/document-score";
import { parseRecipe, type RecipeInput } from "@/core/recipe";
import { planScoring } from "@/core/scoring/plan";
import { smallCorpus } from "@/tests/support/small-corpus";

const { statistics } = smallCorpus(
  Array.from({ length: 11 }, (_, at) => ({
    domain: "book",
    tokens: 10,
    scores: { educational_value: at, reasoning: at / 2 },
    argmax: { reasoning: Math.floor(at / 2) },
  })),
);
const planOf = (recipe: Partial<RecipeInput>) =>
  planScoring(
    parseRecipe({
      name: "test",
      weights: { educational_value: 0.5, reasoning: 0.25 },
      normalisation: "published",
      budget: { share: 0.5 },
      ...recipe,
    }),
    statistics,
  );

const PLACE = { domain: "book", tokens: 10 };

describe("the combined score of a listed document", () => {
  it("takes the likeliest level of a classifier where the recipe does", () => {
    const row = {
      ...PLACE,
      scores: { educational_value: 5, reasoning: 1.7 },
      argmax: { reasoning: 2 },
    } as const;
    expect(documentScore(planOf({}), statistics, row)).toBe(0.5 * 2.5 + 0.25 * 2);
  });
  it("takes percentiles where the recipe does", () => {
    const row = { ...PLACE, scores: { educational_value: 5, reasoning: 5 }, argmax: {} } as const;
    expect(documentScore(planOf({ normalisation: "rank" }), statistics, row)).toBe(0.5 * 0.5 + 0.25);
  });
  it("is none for a document that the recipe leaves out", () => {
    const row = {
      ...PLACE,
      scores: { educational_value: null, reasoning: 5 },
      argmax: { reasoning: 5 },
    } as const;
    expect(documentScore(planOf({}), statistics, row)).toBeNull();
    expect(documentScore(planOf({ missing: "zero" }), statistics, row)).toBe(0.25 * 5);
  });
  it("is none for a document that a filter keeps out of the ranking", () => {
    const row = {
      ...PLACE,
      scores: { educational_value: 5, reasoning: 5 },
      argmax: { reasoning: 5 },
    } as const;
    const filtered = (filters: RecipeInput["filters"]) => documentScore(planOf({ filters }), statistics, row);
    expect(filtered({ domains: ["book"], tokens: { max: 10 }, raters: { reasoning: { min: 5 } } })).toBe(2.5);
    expect(filtered({ domains: ["c4"] })).toBeNull();
    expect(filtered({ tokens: { min: 11 } })).toBeNull();
    expect(filtered({ raters: { educational_value: { max: 4.9 } } })).toBeNull();
  });
});
