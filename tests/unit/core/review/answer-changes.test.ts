import { describe, expect, it } from "vitest";
import type { Answer } from "@/core/review/answer";
import { answerDifferences } from "@/core/review/answer-changes";
import type { Question } from "@/core/review/question";

const QUESTIONS: readonly Question[] = [{ kind: "level", rater: "readability" }, { kind: "keep" }];

const answered = (readability: number, keep: string, more: object = {}): Answer => ({
  ...{ state: "answered", values: { keep, readability }, note: "", spans: [], flagged: false },
  ...more,
});

describe("the differences of two answers", () => {
  it("are all that the first one says", () => {
    expect(answerDifferences(QUESTIONS, null, answered(3, "keep", { note: "fine" }))).toEqual([
      { what: "Readability", before: null, after: "3" },
      { what: "Keep or drop", before: null, after: "keep" },
      { what: "Note", before: null, after: "fine" },
    ]);
  });

  it("are what changed, what came and what went", () => {
    const before = answered(3, "keep", { note: "fine", spans: [{ start: 1, end: 4, note: "odd" }] });
    expect(answerDifferences(QUESTIONS, before, answered(3, "drop", { flagged: true }))).toEqual([
      { what: "Keep or drop", before: "keep", after: "drop" },
      { what: "Note", before: "fine", after: null },
      { what: "Characters 1 to 4", before: "odd", after: null },
      { what: "Flag", before: null, after: "flagged" },
    ]);
    expect(answerDifferences(QUESTIONS, before, before)).toEqual([]);
  });

  it("tell two marks of the same characters apart, and a question called Note from the note", () => {
    const questions: readonly Question[] = [{ kind: "labels", name: "Note", labels: ["good", "bad"] }];
    const said = (label: string, marks: readonly string[]): Answer => ({
      ...{ state: "answered", note: "fine", flagged: false, values: { "labels Note": label } },
      spans: marks.map((note) => ({ start: 1, end: 4, note })),
    });
    expect(answerDifferences(questions, null, said("good", ["odd", "rude"]))).toEqual([
      { what: "Note", before: null, after: "good" },
      { what: "Note", before: null, after: "fine" },
      { what: "Characters 1 to 4", before: null, after: "odd" },
      { what: "Characters 1 to 4", before: null, after: "rude" },
    ]);
    expect(answerDifferences(questions, said("good", ["odd", "rude"]), said("bad", ["odd", "rude"]))).toEqual(
      [{ what: "Note", before: "good", after: "bad" }],
    );
    expect(answerDifferences(questions, said("bad", ["odd", "rude"]), said("bad", ["odd"]))).toEqual([
      { what: "Characters 1 to 4", before: "rude", after: null },
    ]);
  });

  it("tell of what was skipped or taken back", () => {
    expect(
      answerDifferences(QUESTIONS, { state: "skipped", reason: "no idea" }, { state: "withdrawn" }),
    ).toEqual([
      { what: "Skipped", before: "no idea", after: null },
      { what: "Answer", before: null, after: "taken back" },
    ]);
  });
});
