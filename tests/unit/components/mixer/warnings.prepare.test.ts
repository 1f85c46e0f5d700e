import { describe, expect, it } from "vitest";
import { prepareWarnings } from "@/components/mixer/warnings.prepare";
import type { Recipe } from "@/core/recipe";
import { evenColumn, evenCorpus, recipeOf } from "@/tests/unit/components/mixer/corpus-fixture";

const exact = (value: number) => ({ value, error: null });
const figures = {
  basis: { kind: "exact" as const, documents: 1000 },
  budgetTokens: 10_000,
  documents: exact(90),
  tokens: exact(9_900),
  fill: 0.99,
  justOut: [{ ordinal: 3, domain: "book", tokens: 500, score: 1, margin: -0.1 }],
};
const two = recipeOf({ weights: { word_count: 0.5, dsir_math: 0.5 } });

describe("the warnings of the mixer", () => {
  it("are none for a filled budget and balanced raters", () => {
    expect(prepareWarnings(two, evenCorpus(), figures)).toEqual([]);
  });

  it("say that nothing ranks the documents while every weight is 0", () => {
    expect(prepareWarnings(recipeOf({ weights: { fluency: 0 } }), evenCorpus(), figures)).toEqual([
      {
        id: "no-weight",
        text: "Every weight is 0, so nothing ranks the documents. Raise one, or take a preset.",
      },
    ]);
  });

  it("say that the next document is larger than what is left", () => {
    expect(prepareWarnings(two, evenCorpus(), { ...figures, fill: 0.96, tokens: exact(9_600) })).toEqual([
      {
        id: "fill",
        text: "96.0 % of the budget is used: the next document has 500 tokens, more than the 400 that are left.",
      },
    ]);
  });

  it("say that a quota is not handed on", () => {
    const [warning] = prepareWarnings(two, evenCorpus(), { ...figures, fill: 0.5, tokens: exact(5_000) });
    expect(warning?.text).toBe(
      "50.0 % of the budget is used: the quota of a domain is not filled, and is not handed on.",
    );
  });

  it("say that nothing is, and what bounds keep from the budget", () => {
    const none = { ...figures, fill: 0, documents: exact(0), tokens: exact(0), justOut: [] };
    expect(prepareWarnings(two, evenCorpus(), none)[0]?.text).toBe(
      "Nothing is selected: the recipe leaves every document out.",
    );
    const bounded: Recipe = { ...two, domains: { rule: "bounds", bounds: { c4: { max: 0.5 } } } };
    const [warning] = prepareWarnings(bounded, evenCorpus(), { ...figures, fill: 0.5, tokens: exact(5_000) });
    expect(warning?.text).toBe(
      "50.0 % of the budget is used: the domains that could take more have the most they may have.",
    );
  });

  it("say that everything is in", () => {
    const [warning] = prepareWarnings(two, evenCorpus(), {
      ...figures,
      fill: 0.5,
      documents: exact(1000),
      justOut: [],
    });
    expect(warning).toEqual({
      id: "everything",
      text: "The budget is larger than what can be selected: all documents are in, 50.0 % of the budget.",
    });
  });

  it("name the rater that makes most of the score's variance", () => {
    const recipe = recipeOf({ weights: { word_count: 0.9, dsir_math: 0.3 } });
    expect(prepareWarnings(recipe, evenCorpus(), figures)[0]?.text).toBe(
      "Word count alone makes 90 % of the score's variance (weight × spread, raters taken as independent).",
    );
  });

  it("do not name the only rater", () => {
    expect(prepareWarnings(recipeOf({ weights: { word_count: 1 } }), evenCorpus(), figures)).toEqual([]);
  });

  it("count the spread of a classifier by its levels under the published normalisation", () => {
    const recipe = recipeOf({
      normalisation: "published",
      weights: { fluency: 0.5, word_count: 0.5 },
    });
    const corpus = evenCorpus({
      fluency: { value: evenColumn(1), argmax: { ...evenColumn(1), sd: 0.5 }, provenance: "imported" },
    });
    expect(prepareWarnings(recipe, corpus, figures)[0]?.text).toMatch(/^Fluency alone makes 75 %/);
  });

  it("say how many documents a missing rater costs, where they are left out", () => {
    const corpus = evenCorpus({
      dsir_math: { value: evenColumn(10, 60), argmax: null, provenance: "imported" },
    });
    expect(prepareWarnings(two, corpus, figures)).toEqual([
      { id: "missing", text: "At least 60 documents are left out because they miss a rater (DSIR math)." },
    ]);
    expect(prepareWarnings({ ...two, missing: "median" }, corpus, figures)).toEqual([]);
  });

  it("count the stand-ins that have weight", () => {
    const standIn = { value: evenColumn(10), argmax: null, provenance: "stand-in" as const };
    expect(prepareWarnings(two, evenCorpus({ dsir_math: standIn, fluency: standIn }), null)).toEqual([
      {
        id: "stand-ins",
        text: "One rater with weight is a stand-in: heuristics of the demo, no model has rated these texts.",
      },
    ]);
  });
});
