import { describe, expect, it } from "vitest";
import { disputedQuestions, likeliestRuling } from "@/core/review/disputes";
import type { Question } from "@/core/review/question";

const QUESTIONS: readonly Question[] = [
  { kind: "level", rater: "reasoning" },
  { kind: "keep" },
  { kind: "labels", name: "Kind", labels: ["news", "fiction", "manual"] },
];

describe("a dispute", () => {
  it("is about the questions that were answered differently", () => {
    const same = { reasoning: 3, keep: "keep", "labels Kind": "news" };
    expect(disputedQuestions(QUESTIONS, [same, same])).toEqual([]);
    expect(disputedQuestions(QUESTIONS, [same, { ...same, keep: "drop", reasoning: 4 }])).toEqual([
      "reasoning",
      "keep",
    ]);
    expect(disputedQuestions(QUESTIONS, [same])).toEqual([]);
  });

  it("starts from the lower median of levels and from what most say", () => {
    const answers = [
      { reasoning: 5, keep: "drop", "labels Kind": "manual" },
      { reasoning: 2, keep: "keep", "labels Kind": "fiction" },
      { reasoning: 3, keep: "drop", "labels Kind": "manual" },
      { reasoning: 4, keep: "keep", "labels Kind": "news" },
    ];
    expect(likeliestRuling(QUESTIONS, answers)).toEqual({
      reasoning: 3,
      keep: "keep",
      "labels Kind": "manual",
    });
    expect(likeliestRuling(QUESTIONS, [])).toEqual({});
  });
});
