import { describe, expect, it } from "vitest";
import { prepareMixtures, prepareWeights } from "@/components/review/mixtures.prepare";
import type { Recipe } from "@/core/recipe";
import { proposalName, proposedRecipe, provenanceNote } from "@/core/review/proposed-recipe";
import type { DomainFigures } from "@/core/selection/exact-figures";

const PRESENT: Recipe = {
  name: "Mine",
  weights: { word_count: 1, readability: 3 },
  normalisation: "published",
  budget: { share: 0.2 },
  directions: { word_count: -1 },
  missing: "zero",
  domains: { rule: "proportional" },
};
const PROPOSAL = {
  questions: ["keep"],
  documents: 30,
  foretold: 0.256,
  weights: { readability: 0.25, reasoning: 0.75 },
};

describe("a proposal beside the present recipe", () => {
  it("keeps all of it but the weights and what they were fitted to", () => {
    expect(proposedRecipe(PRESENT, PROPOSAL)).toEqual({
      ...PRESENT,
      weights: PROPOSAL.weights,
      normalisation: "zscore",
      missing: "median",
      directions: {},
    });
    expect(proposedRecipe(PRESENT, { ...PROPOSAL, weights: {} })).toBeNull();
  });

  it("is named after its session, in 120 characters and no half of one", () => {
    expect(proposalName("Readable?")).toBe("Proposed by Readable?");
    expect(proposalName("x".repeat(200))).toBe(`Proposed by ${"x".repeat(108)}`);
    expect(proposalName(`${"x".repeat(107)}😀`)).toBe(`Proposed by ${"x".repeat(107)}`);
  });

  it("says where it comes from", () => {
    const of = { sessionId: "abc", session: "Readable?", present: "Mine v2" };
    expect(provenanceNote(of, PROPOSAL)).toBe(
      'Weights proposed by the review session "Readable?" (abc) from verdicts on 30 documents (keep), ' +
        "25.6 % of their differences foretold; budget, domains and limits as in Mine v2.",
    );
  });

  it("has every weight of either, as shares, the weightiest of the proposal first", () => {
    expect(prepareWeights(PRESENT, { ...PRESENT, weights: PROPOSAL.weights })).toEqual([
      { rater: "reasoning", present: 0, proposed: 0.75 },
      { rater: "readability", present: 0.75, proposed: 0.25 },
      { rater: "word_count", present: 0.25, proposed: 0 },
    ]);
  });

  it("has every domain with its share of the tokens, the largest of the corpus first", () => {
    const domain = (name: string, before: number, after: number): DomainFigures => ({
      domain: name,
      before: { documents: 1, tokens: before },
      after: { documents: 1, tokens: after },
      threshold: null,
    });
    const present = { domains: [domain("a", 100, 10), domain("b", 300, 30)] };
    const proposed = { domains: [domain("a", 100, 0), domain("b", 300, 0)] };
    expect(prepareMixtures(present, proposed)).toEqual([
      { domain: "b", code: 1, corpus: 0.75, present: 0.75, proposed: 0 },
      { domain: "a", code: 0, corpus: 0.25, present: 0.25, proposed: 0 },
    ]);
  });
});
