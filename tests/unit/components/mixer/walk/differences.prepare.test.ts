import { describe, expect, it } from "vitest";
import { prepareDifferences } from "@/components/mixer/walk/differences.prepare";
import { planScoring } from "@/core/scoring/plan";
import { evenCorpus, recipeOf } from "@/tests/unit/components/mixer/corpus-fixture";

const corpus = evenCorpus();

describe("what tells two documents apart", () => {
  it("is the difference of their contributions, the largest first, raters without weight last", () => {
    const plan = planScoring(recipeOf({ weights: { word_count: 0.4, dsir_math: 0.6 } }), corpus);
    const { ofIn, ofOut, rows } = prepareDifferences(
      plan,
      corpus,
      { scores: { word_count: 5, dsir_math: 7.5 } },
      { scores: { word_count: 10, dsir_math: 2.5 } },
    );
    expect([ofIn, ofOut]).toEqual([expect.closeTo(0.65, 6), expect.closeTo(0.55, 6)]);
    expect(rows).toHaveLength(25);
    expect(rows.slice(0, 2).map(({ rater, difference, length }) => [rater, difference, length])).toEqual([
      ["dsir_math", expect.closeTo(0.3, 6), 1],
      ["word_count", expect.closeTo(-0.2, 6), expect.closeTo(-2 / 3, 6)],
    ]);
    expect(rows[2]).toMatchObject({ ofIn: null, ofOut: null, difference: null, length: 0 });
  });
});
