import { describe, expect, it } from "vitest";
import { prepareContributions, topReasons } from "@/components/reader/contributions.prepare";
import { planScoring } from "@/core/scoring/plan";
import { evenCorpus, recipeOf } from "@/tests/unit/components/mixer/corpus-fixture";

const corpus = evenCorpus();

describe("the contributions of a document", () => {
  it("are measured against the corpus' mean, the largest difference first", () => {
    const plan = planScoring(recipeOf({ weights: { word_count: 0.4, dsir_math: 0.6 } }), corpus);
    const { score, lean, rows } = prepareContributions(plan, corpus, {
      scores: { word_count: 10, dsir_math: 2.5 },
    });
    expect([score, lean]).toEqual([expect.closeTo(0.55, 6), expect.closeTo(0.05, 6)]);
    expect(rows).toHaveLength(25);
    expect(
      rows.slice(0, 2).map(({ rater, contribution, lean, length }) => [rater, contribution, lean, length]),
    ).toEqual([
      ["word_count", 0.4, 0.2, 1],
      ["dsir_math", 0.15, -0.15, expect.closeTo(-0.75, 12)],
    ]);
  });

  it("show raters without weight last, with their percentile but no contribution", () => {
    const plan = planScoring(recipeOf({ weights: { dsir_math: 1 } }), corpus);
    const { rows } = prepareContributions(plan, corpus, { scores: { dsir_math: 5, word_count: 2.5 } });
    expect(rows.find(({ rater }) => rater === "word_count")).toMatchObject({
      value: 2.5,
      percentile: 0.25,
      contribution: null,
      lean: null,
      length: 0,
    });
  });

  it("make no score of a document that misses a weighted rater", () => {
    const plan = planScoring(recipeOf({ weights: { dsir_math: 1 } }), corpus);
    const { score, rows } = prepareContributions(plan, corpus, { scores: { dsir_math: null } });
    expect(score).toBeNull();
    expect(rows.every(({ contribution }) => contribution === null)).toBe(true);
  });

  it("read a classifier's likeliest level under the published normalisation", () => {
    const plan = planScoring(recipeOf({ normalisation: "published", weights: { reasoning: 1 } }), corpus);
    const { score } = prepareContributions(plan, corpus, {
      scores: { reasoning: 3.4 },
      argmax: { reasoning: 4 },
    });
    expect(score).toBe(4);
  });

  it("turn round with the direction", () => {
    const recipe = recipeOf({ weights: { word_count: 1 }, directions: { word_count: -1 } });
    const { rows } = prepareContributions(planScoring(recipe, corpus), corpus, {
      scores: { word_count: 10 },
    });
    expect(rows[0]).toMatchObject({ rater: "word_count", contribution: 0, lean: -0.5, length: -1 });
  });

  it("name what speaks most for a document and what against it", () => {
    const recipe = recipeOf({ weights: { word_count: 0.4, dsir_math: 0.6, dsir_books: 0.1 } });
    const contributions = prepareContributions(planScoring(recipe, corpus), corpus, {
      scores: { word_count: 10, dsir_math: 2.5, dsir_books: 10 },
    });
    expect(topReasons(contributions, 1, 3).map(({ rater }) => rater)).toEqual(["word_count", "dsir_books"]);
    expect(topReasons(contributions, -1, 3).map(({ rater }) => rater)).toEqual(["dsir_math"]);
  });
});
