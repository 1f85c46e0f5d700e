import { describe, expect, it } from "vitest";
import { keyedChoices, keyFault } from "@/components/review/answer-keys";
import type { Question } from "@/core/review/question";

const LEVEL: Question = { kind: "level", rater: "reasoning" };
const KEEP: Question = { kind: "keep" };
const keys = (question: Question, own: Record<string, string> = {}): string[] =>
  keyedChoices(question, own).map(({ key }) => key);

describe("the keys of answers", () => {
  it("are digits for levels, first letters for keep and drop, 1 to 9 for labels", () => {
    expect(keys(LEVEL)).toEqual(["0", "1", "2", "3", "4", "5"]);
    expect(keys(KEEP)).toEqual(["k", "d"]);
    expect(keys({ kind: "labels", name: "Kind", labels: ["news", "fiction"] })).toEqual(["1", "2"]);
  });

  it("are those a person chose, and never the same for two answers", () => {
    expect(keys(KEEP, { "keep/keep": "j" })).toEqual(["j", "d"]);
    expect(keys(LEVEL, { "reasoning/0": "1" })).toEqual(["1", "0", "2", "3", "4", "5"]);
    expect(new Set(keys(LEVEL, { "reasoning/5": "0", "reasoning/4": "0" })).size).toBe(6);
  });

  it("are never those the page answers to", () => {
    expect(keys(KEEP, { "keep/keep": "u" })).toEqual(["k", "d"]);
    expect(keyFault("u")).toBe("“u” does something else here.");
    expect(keyFault("Shift")).not.toBeNull();
    expect(keyFault("j")).toBeNull();
  });
});
