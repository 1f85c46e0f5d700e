import { describe, expect, it } from "vitest";
import { correlationOrder, prepareCorrelation } from "@/components/corpus/correlation.prepare";
import type { RaterId } from "@/core/raters";
import type { CorpusProfile } from "@/server/services/corpus/corpus-profile";

const RATERS: readonly RaterId[] = ["word_count", "educational_value", "dsir_books", "num_sentences"];
const none = { documents: 0, min: 0, p5: 0, p25: 0, median: 0, p75: 0, p95: 0, max: 0 };
const PROFILE: CorpusProfile = {
  format: 1,
  lengths: none,
  domains: [],
  correlation: {
    raters: [...RATERS],
    values: [0.05, -0.2, 0.97, 0.5, null, -0.7],
    documents: [100, 90, 100, 90, 80, 90],
  },
};
const correlation = prepareCorrelation(PROFILE);

describe("correlations of raters", () => {
  it("are read from either side, and of a rater with itself are 1", () => {
    expect([correlation.value(0, 3), correlation.value(3, 0)]).toEqual([0.97, 0.97]);
    expect([correlation.value(1, 2), correlation.value(2, 1)]).toEqual([0.5, 0.5]);
    expect(correlation.value(2, 2)).toBe(1);
    expect(correlation.value(1, 3)).toBeNull();
  });

  it.each([
    [0, 1, "Word count and Educational value: +0.05, hardly related; over 100 documents that have both."],
    [2, 0, "DSIR books and Word count: −0.20, weakly opposed; over 90 documents that have both."],
    [1, 2, "Educational value and DSIR books: +0.50, clearly alike; over 90 documents that have both."],
    [2, 3, "DSIR books and Sentences: −0.70, strongly opposed; over 90 documents that have both."],
    [0, 3, "Word count and Sentences: +0.97, almost exactly alike; over 100 documents that have both."],
    [1, 3, "Educational value and Sentences: one of the two does not vary."],
    [1, 1, "Educational value"],
  ])("say of %i and %i in words what they are", (a, b, sentence) => {
    expect(correlation.sentence(a, b)).toBe(sentence);
  });

  it("come as pairs with the strongest first, whichever sign, and those without one last", () => {
    expect(correlation.pairs.map(({ value }) => value)).toEqual([0.97, -0.7, 0.5, -0.2, 0.05, null]);
    expect(correlation.pairs[0]).toEqual({
      a: "word_count",
      b: "num_sentences",
      value: 0.97,
      documents: 100,
    });
  });

  it("stand by family, or with what is alike together", () => {
    expect(correlationOrder("family", correlation).map((at) => RATERS[at])).toEqual([
      "word_count",
      "num_sentences",
      "dsir_books",
      "educational_value",
    ]);
    const clusters = correlationOrder("clusters", correlation);
    expect(Math.abs(clusters.indexOf(0) - clusters.indexOf(3))).toBe(1);
  });
});
