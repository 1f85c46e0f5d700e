import { describe, expect, it } from "vitest";
import {
  bothContributions,
  marginSentence,
  sideMargin,
  standingText,
} from "@/components/compare/changed.prepare";
import { planScoring } from "@/core/scoring/plan";
import { evenCorpus, recipeOf } from "../mixer/corpus-fixture";

const at = (margin: number | null, score: number | null = 1) => ({ score, margin });

describe("the margin a side is ordered by", () => {
  it("is that of the recipe that takes the document, in both the smaller", () => {
    const document = { baseline: at(0.2), other: at(0.1) };
    expect(sideMargin(document, "gained")).toBe(0.1);
    expect(sideMargin(document, "lost")).toBe(0.2);
    expect(sideMargin(document, "kept")).toBe(0.1);
    expect(sideMargin({ baseline: at(null), other: at(0.3) }, "kept")).toBe(0.3);
    expect(sideMargin({ baseline: at(null), other: at(null) }, "kept")).toBeNull();
  });

  it("is said with its sign, or why there is none", () => {
    expect([at(0.031), at(-0.2), at(null), at(null, null)].map(standingText)).toEqual([
      "+0.031",
      "−0.20",
      "no threshold",
      "left out",
    ]);
  });

  it("is counted in bins whose last has no end", () => {
    const figures = { documents: 9, tokens: 90, domains: [], margins: { top: 0.4, counts: [5, 4], none: 0 } };
    expect(marginSentence(figures, 0)).toBe("5 of 9 documents by 0 to +0.20 above the threshold.");
    expect(marginSentence(figures, 1)).toBe("4 of 9 documents by +0.20 and more above the threshold.");
  });
});

it("tells rater by rater what changes for a document from one recipe to the other", () => {
  const statistics = evenCorpus();
  const plans = {
    baseline: planScoring(
      recipeOf({ weights: { fluency: 0.5, reasoning: 0.5 }, normalisation: "zscore" }),
      statistics,
    ),
    other: planScoring(recipeOf({ weights: { fluency: 1 }, normalisation: "zscore" }), statistics),
  };
  const { rows, leans } = bothContributions(plans, statistics, { scores: { fluency: 1, reasoning: 0 } });
  const z = Math.sqrt(3);
  const [first, second, third] = rows;
  expect(first).toMatchObject({ rater: "reasoning", other: null, length: 1 });
  expect(first?.baseline).toBeCloseTo(-0.5 * z, 12);
  expect(first?.difference).toBeCloseTo(0.5 * z, 12);
  expect(second).toMatchObject({ rater: "fluency", value: 1 });
  expect(second?.baseline).toBeCloseTo(0.5 * z, 12);
  expect(second?.other).toBeCloseTo(z, 12);
  expect(third).toMatchObject({ baseline: null, other: null, difference: 0, length: 0 });
  expect(leans.baseline).toBeCloseTo(0, 12);
  expect(leans.other).toBeCloseTo(z, 12);
});
