import { describe, expect, it } from "vitest";
import { RATERS } from "@/core/raters";
import { parseRecipe, type RecipeInput } from "@/core/recipe";
import { planScoring } from "@/core/scoring/plan";
import { eligibleSql, scoreSql } from "@/core/scoring/score-sql";
import { smallCorpus } from "@/tests/support/small-corpus";

const { statistics } = smallCorpus([
  { domain: "c4", tokens: 10, scores: { word_count: 1, fineweb_edu: 2, mean_word_length: 4 }, argmax: {} },
  { domain: "c4", tokens: 20, scores: { word_count: 3, reasoning: 4.5 }, argmax: { reasoning: 5 } },
  {
    domain: "arxiv",
    tokens: 70,
    scores: { word_count: 9, fineweb_edu: -1, reasoning: 0.5 },
    argmax: { reasoning: 0 },
  },
]);

const plan = (change: Partial<RecipeInput>) =>
  planScoring(
    parseRecipe({
      name: "plan",
      weights: { word_count: 1 },
      normalisation: "published",
      budget: { share: 0.5 },
      ...change,
    }),
    statistics,
  );

describe("the published weights", () => {
  it("sum to 1.0030 as printed", () => {
    const tenThousandths = RATERS.reduce(
      (sum, { publishedWeight }) => sum + Math.round(publishedWeight * 1e4),
      0,
    );
    expect(tenThousandths).toBe(10_030);
  });
});

describe("planScoring", () => {
  it("sums in rater order, whatever the order of writing", () => {
    const { terms } = plan({ weights: { reasoning: 1, fineweb_edu: 0, word_count: 2 } });
    expect(terms.map(({ rater }) => rater)).toEqual(["word_count", "reasoning"]);
  });

  it("reads a classifier's likeliest level only where the authors do", () => {
    const column = (normalisation: RecipeInput["normalisation"]) =>
      plan({ weights: { reasoning: 1 }, normalisation }).terms[0]?.column;
    expect([column("published"), column("zscore"), column("rank")]).toEqual([
      "reasoning_argmax",
      "reasoning",
      "reasoning_rank",
    ]);
  });

  it("caps groups only where documents belong to some", () => {
    expect(plan({}).cap).toBeNull();
    expect(() => plan({ cap: { documents: 2 } })).toThrow(
      "The recipe takes at most 2 documents of a group, but no document of the corpus belongs to one.",
    );
    const largest = { name: "a", documents: 2 };
    const grouped = { ...statistics, groups: { column: "host", groups: 1, documents: 2, largest } };
    const recipe = parseRecipe({
      name: "capped",
      weights: { word_count: 1 },
      normalisation: "published",
      budget: { share: 0.5 },
      cap: { documents: 2 },
    });
    expect(planScoring(recipe, grouped).cap).toBe(2);
  });

  it("takes the floor of a share of all tokens", () => {
    expect(plan({ budget: { share: 0.155 } }).budgetTokens).toBe(15);
  });

  it.each([
    ["global", [{ domains: null, quota: 55 }]],
    [
      "proportional",
      [
        { domains: [0], quota: 38 },
        { domains: [1], quota: 16 },
      ],
    ],
  ] as const)("splits 55 tokens by the rule %s", (rule, pools) => {
    expect(plan({ budget: { tokens: 55 }, domains: { rule } }).pools).toEqual(pools);
  });

  it("gives a domain without a share nothing", () => {
    const pools = plan({
      budget: { tokens: 55 },
      domains: { rule: "shares", shares: { c4: 0.5, arxiv: 0 } },
    }).pools;
    expect(pools).toEqual([{ domains: [1], quota: 27 }]);
  });

  it("keeps the ends of bounds in tokens beside the one pool, those that bind", () => {
    const bounded = (bounds: Record<string, { min?: number; max?: number }>) =>
      plan({ budget: { tokens: 55 }, domains: { rule: "bounds", bounds } });
    expect(bounded({ c4: { min: 0.25, max: 0.5 }, arxiv: { min: 0, max: 1 } })).toMatchObject({
      pools: [{ domains: null, quota: 55 }],
      bounds: { least: [{ domains: [1], quota: 13 }], most: [{ domains: [1], quota: 27 }], domains: 2 },
    });
    expect(bounded({ arxiv: { max: 0 } }).bounds?.most).toEqual([{ domains: [0], quota: 0 }]);
    expect(bounded({ arxiv: { max: 1 } }).bounds).toBeNull();
    expect(() => bounded({ books: { min: 0.1 } })).toThrow(
      "The recipe bounds books, but the corpus has only arxiv, c4.",
    );
  });

  it("refuses a weight on a rater that the corpus lacks", () => {
    expect(() => plan({ weights: { fluency: 0.25 } })).toThrow(
      "Fluency has weight 0.25, but no document of the corpus has this rater.",
    );
  });

  it("refuses a share of a domain that the corpus lacks, and names those it has", () => {
    expect(() => plan({ domains: { rule: "shares", shares: { books: 0.5 } } })).toThrow(
      "The recipe gives a share to books, but the corpus has only arxiv, c4.",
    );
  });

  it("bounds every score, that of a missing value too", () => {
    const { low, high } = plan({
      weights: { word_count: 2 },
      missing: "zero",
      directions: { word_count: -1 },
    });
    // z of 0 is 5·(0 − 1)/8 = −0.625; turned, 5.625.
    expect(low).toBeLessThan(0);
    expect(low).toBeGreaterThan(-1e-6);
    expect(high).toBeGreaterThan(11.25);
    expect(high).toBeLessThan(11.250001);
  });
});

describe("scoreSql", () => {
  it("writes weights as DOUBLE and leaves constants out, but still wants their values", () => {
    const made = plan({ weights: { word_count: 0.1, mean_word_length: 1 }, directions: { word_count: -1 } });
    expect(scoreSql(made)).toBe(
      "'0.1'::DOUBLE * ('5'::DOUBLE - ('5'::DOUBLE * (word_count::DOUBLE - '1'::DOUBLE) / '8'::DOUBLE))",
    );
    expect(eligibleSql(made)).toBe("mean_word_length IS NOT NULL AND word_count IS NOT NULL");
  });

  it("puts the frozen median in the place of a missing value", () => {
    const made = plan({ weights: { fineweb_edu: 1 }, missing: "median" });
    expect(scoreSql(made)).toBe(
      "'1'::DOUBLE * ('5'::DOUBLE * (coalesce(fineweb_edu::DOUBLE, '0.5'::DOUBLE) - '-1'::DOUBLE) / '3'::DOUBLE)",
    );
    expect(eligibleSql(made)).toBe("TRUE");
  });
});
