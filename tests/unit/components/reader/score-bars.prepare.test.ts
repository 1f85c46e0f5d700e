import { describe, expect, it } from "vitest";
import { percentileText, prepareScores } from "@/components/reader/score-bars.prepare";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { planScoring } from "@/core/scoring/plan";
import { evenCorpus, evenColumn, recipeOf } from "@/tests/unit/components/mixer/corpus-fixture";

const none = Object.fromEntries(RATER_IDS.map((id) => [id, null])) as Record<RaterId, null>;
const statistics = evenCorpus({
  dsir_books: null,
  fluency: { value: evenColumn(1), argmax: evenColumn(1), provenance: "stand-in" },
});
const corpus = { statistics };
const document = {
  scores: { word_count: 8, dsir_math: null, fluency: 0.9 },
  argmax: { fluency: 1 },
  ranks: { ...none, word_count: 0.8, fluency: 0.9 },
};

const rowOf = (rater: RaterId, changes: Partial<Parameters<typeof prepareScores>[0]> = {}) =>
  prepareScores({ document, corpus, domainRanks: null, plan: null, ...changes })
    .flatMap(({ rows }) => rows)
    .find((row) => row.rater === rater);

describe("the scores of a document", () => {
  it("are 25 in three families", () => {
    const families = prepareScores({ document, corpus, domainRanks: null, plan: null });
    expect(families.map(({ family, rows }) => [family, rows.length])).toEqual([
      ["natural-language", 11],
      ["importance", 3],
      ["model", 11],
    ]);
  });

  it("say their percentiles, what is missing and what is off", () => {
    const domainRanks = { ...none, word_count: 0.62 };
    expect(rowOf("word_count", { domainRanks })).toMatchObject({
      state: "value",
      value: 8,
      inCorpus: 0.8,
      inDomain: 0.62,
    });
    expect(rowOf("dsir_math")).toMatchObject({ state: "missing", value: null, inCorpus: null });
    expect(rowOf("dsir_books")).toMatchObject({ state: "off", provenance: null });
  });

  it("say where they come from", () => {
    expect(rowOf("word_count")?.provenance).toBe("imported");
    expect(rowOf("fluency")?.provenance).toBe("stand-in");
  });

  it("add w·z to the score under a recipe, each measured against the largest", () => {
    const recipe = recipeOf({ weights: { word_count: 0.5, fluency: 0.25 }, normalisation: "zscore" });
    const plan = planScoring({ ...recipe, directions: { fluency: -1 } }, statistics);
    const z = (0.9 - 0.5) / (1 / Math.sqrt(12));
    expect(rowOf("word_count", { plan })).toMatchObject({
      contribution: expect.closeTo(0.5 * ((8 - 5) / (10 / Math.sqrt(12))), 12),
      length: 1,
    });
    expect(rowOf("fluency", { plan })?.contribution).toBeCloseTo(-0.25 * z, 12);
    expect(rowOf("fluency", { plan })?.length).toBeLessThan(0);
    expect(rowOf("dsir_math", { plan })).toMatchObject({ contribution: null, length: 0 });
    const [natural, importance] = prepareScores({ document, corpus, domainRanks: null, plan });
    expect(natural?.contribution).toBe(rowOf("word_count", { plan })?.contribution);
    expect(importance?.contribution).toBeNull();
  });

  it("count a missing value as the recipe does", () => {
    const recipe = recipeOf({ weights: { dsir_math: 1 }, missing: "median" });
    expect(rowOf("dsir_math", { plan: planScoring(recipe, statistics) })).toMatchObject({
      state: "missing",
      contribution: 0.5,
    });
  });
});

it("writes percentiles as whole numbers", () => {
  expect([0, 0.004, 0.866, 1].map(percentileText)).toEqual(["P0", "P0", "P87", "P100"]);
});
