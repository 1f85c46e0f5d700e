import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilson } from "@/core/agreement/wilson";
import { goldFigures } from "@/core/review/gold-figures";
import { parseGold } from "@/core/review/parse-gold";
import type { Question } from "@/core/review/question";

const QUESTIONS: readonly Question[] = [
  { kind: "level", rater: "readability" },
  { kind: "keep" },
  { kind: "labels", name: "Kind", labels: ["news", "fiction"] },
];

/** Pieces that lines are made of, in any order. */
const hostile = fc
  .array(fc.constantFrom("keep", ",", "\t", "{", "}", '"document":', '"', "\r", "\0", " ", "é", "1e999"), {
    maxLength: 12,
  })
  .map((pieces) => pieces.join(""));

describe("gold answers", () => {
  it("are read between tabs, between commas and from JSON, by id or name of the question", () => {
    const text = [
      "document,question,value",
      "a,readability,4",
      "b\tKeep or drop\tDROP",
      "",
      "c, with, commas , Kind, News",
      '{"document":" d ","question":"labels Kind","value":"fiction"}',
      '{"document":"e","question":"Readability","value":0}\r',
      "a,keep,",
    ].join("\n");
    expect(parseGold(text, QUESTIONS)).toEqual({
      faults: [],
      answers: [
        { line: 2, document: "a", question: "readability", value: 4 },
        { line: 3, document: "b", question: "keep", value: "drop" },
        { line: 5, document: "c, with, commas", question: "labels Kind", value: "news" },
        { line: 6, document: " d ", question: "labels Kind", value: "fiction" },
        { line: 7, document: "e", question: "readability", value: 0 },
        { line: 8, document: "a", question: "keep", value: null },
      ],
    });
  });

  it("that cannot be read are told by line, with what would be right", () => {
    const text = ["a", "a,Reasoning,3", "a,readability,6", "{", "b,keep,keep", "b,keep,drop", ",keep,keep"];
    expect(parseGold(text.join("\n"), QUESTIONS).faults).toEqual([
      "Line 1: a document, a question and a value are wanted.",
      'Line 2: the session does not ask "Reasoning", but Readability, Keep or drop, Kind.',
      'Line 3: "6" is no answer to Readability: 0, 1, 2, 3, 4, 5 are.',
      "Line 4: a document, a question and a value are wanted.",
      "Line 6 says of b something else than line 5.",
      "Line 7: a document, a question and a value are wanted.",
    ]);
  });

  it("name so many documents at most as a session may have", () => {
    const lines = (count: number) => Array.from({ length: count }, (_, at) => `d${String(at)},keep,keep`);
    const of = (count: number) => parseGold([...lines(count), "d0,readability,3"].join("\n"), QUESTIONS);
    expect(of(10_000).faults).toEqual([]);
    expect(of(10_001).faults).toEqual(["10001 documents are named; 10000 is the most a list may name."]);
  });

  it("never fail to be read, whatever stands there: each line is an answer, a fault, a repeat or empty", () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 8 }), (lines) => {
        const { answers, faults } = parseGold(lines.join("\n"), QUESTIONS);
        expect(answers.length + faults.length).toBeLessThanOrEqual(lines.join("\n").split(/\r?\n/).length);
      }),
    );
  });
});

describe("Wilson's interval", () => {
  it("solves |p − share| = 1.96 · √(p (1 − p) ÷ n) at both ends", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (of, some) => {
        const count = Math.min(of, some);
        const { value, low, high } = wilson(count, of);
        expect(value).toBe(count / of);
        for (const end of [low ?? Number.NaN, high ?? Number.NaN]) {
          const reach = 1.959964 * Math.sqrt((end * (1 - end)) / of);
          expect(Math.abs(Math.abs(end - count / of) - reach)).toBeLessThan(1e-7);
        }
      }),
    );
    expect(wilson(0, 0)).toEqual({ value: null, low: null, high: null });
  });
});

describe("figures against gold", () => {
  it("are of each reviewer who answered a gold document, on the questions that gold answers", () => {
    const answers = [
      { reviewer: "B", values: { readability: 2, keep: "keep" }, gold: { readability: 4, keep: "keep" } },
      { reviewer: "B", values: { readability: 3, keep: "drop" }, gold: { readability: 3 } },
      { reviewer: "A", values: { readability: 5, keep: "keep" }, gold: { readability: 5 } },
    ];
    const [level, keep, labels] = goldFigures(QUESTIONS, answers);
    expect(level).toMatchObject({ id: "readability", ordered: true });
    // B: distances 2 and 0; κ = 1 − (4 · 2) ÷ (1·4² … : 2–4, 2–3, 3–4, 3–3 squared = 4 + 1 + 1 + 0) = 1 − 8 ÷ 6.
    expect(level?.reviewers).toEqual([
      { reviewer: "A", answered: 1, same: wilson(1, 1), error: 0, kappa: null },
      { reviewer: "B", answered: 2, same: wilson(1, 2), error: 1, kappa: expect.closeTo(1 - 8 / 6, 12) },
    ]);
    expect(keep?.reviewers).toEqual([
      { reviewer: "B", answered: 1, same: wilson(1, 1), error: null, kappa: null },
    ]);
    expect(labels?.reviewers).toEqual([]);
  });
});
