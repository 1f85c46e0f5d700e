import fc from "fast-check";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { describe, expect, it } from "vitest";
import { generator } from "@/core/review/draw";
import { FEWEST_DRIFT_ANSWERS, sessionDrift, type TimedAnswer } from "@/core/review/drift";
import type { Question } from "@/core/review/question";

const LEVEL: Question = { kind: "level", rater: "readability" };
const KEEP: Question = { kind: "keep" };
const KIND: Question = { kind: "labels", name: "Kind", labels: ["news", "fiction"] };

const answer = (
  reviewer: string,
  document: number,
  minute: number,
  values: TimedAnswer["values"],
): TimedAnswer => ({
  ...{ reviewer, documentId: `d${String(document)}`, domain: "book", values },
  answeredAt: new Date(Date.UTC(2026, 10, 1, 0, minute)),
});

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;

/** Levels of three reviewers on the same documents; null for no answer. */
const levels = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 5 }),
    fc.option(fc.integer({ min: 0, max: 5 })),
    fc.option(fc.integer({ min: 0, max: 5 })),
  ),
  { minLength: 20, maxLength: 40 },
);

describe("drift", () => {
  it("is told in fifths and halves of the answers of a reviewer, whatever order they come in", () => {
    fc.assert(
      fc.property(levels, fc.integer({ min: 1, max: 1000 }), (rows, seed) => {
        const answers = rows.flatMap((row, at) =>
          row.flatMap((level, who) =>
            level === null ? [] : [answer(`r${String(who)}`, at, at, { readability: level })],
          ),
        );
        const random = generator(seed);
        const mixed = answers.toSorted(() => uniformInt(random, -1, 1));
        const [found] = sessionDrift([LEVEL], mixed);
        const first = found?.reviewers.find(({ reviewer }) => reviewer === "r0");
        const own = rows.map(([level]) => level);
        const same = rows.map(([level, ...others]) => {
          const there = others.filter((other) => other !== null);
          return meanOf(there.map((other) => (other === level ? 1 : 0)));
        });
        const cut = (at: number): number => Math.floor((rows.length * at) / 5);
        expect(first?.windows).toHaveLength(5);
        first?.windows.forEach((window, at) => {
          const agreeing = same.slice(cut(at), cut(at + 1)).filter((one) => one !== null);
          expect(window.answers).toBe(cut(at + 1) - cut(at));
          expect(window.mean).toBeCloseTo(meanOf(own.slice(cut(at), cut(at + 1))) ?? Number.NaN, 12);
          if (agreeing.length === 0) expect(window.agreement).toBeNull();
          else expect(window.agreement).toBeCloseTo(meanOf(agreeing) ?? Number.NaN, 12);
        });
        const half = Math.floor(rows.length / 2);
        const shift = (meanOf(own.slice(half)) ?? 0) - (meanOf(own.slice(0, half)) ?? 0);
        expect(first?.shift?.value).toBeCloseTo(shift, 12);
      }),
      { numRuns: 10 },
    );
  });

  it("is not looked for in fewer than twenty answers", () => {
    const nineteen = Array.from({ length: 19 }, (_, at) => answer("A", at, at, { readability: at % 6 }));
    expect(sessionDrift([LEVEL], nineteen)).toEqual([
      {
        ...{ id: "readability", label: "Readability", kind: "level" },
        reviewers: [{ reviewer: "A", answers: 19, windows: [], shift: null, drifts: false }],
      },
    ]);
  });

  it("is found in a reviewer who grows stricter, and not in one who does not", () => {
    const answers = Array.from({ length: 60 }, (_, at) => [
      answer("grows", at, at, { readability: at < 30 ? 3 + (at % 3) : 1 + (at % 3), keep: "keep" }),
      answer("stays", at, at, { readability: 2 + (at % 3), keep: at % 2 === 0 ? "keep" : "drop" }),
    ]).flat();
    const [level, keep] = sessionDrift([LEVEL, KEEP], answers);
    expect(level?.reviewers).toMatchObject([
      { reviewer: "grows", shift: { value: -2 }, drifts: true },
      { reviewer: "stays", shift: { value: 0 }, drifts: false },
    ]);
    // Who always says the same does not drift: the interval is 0 to 0.
    expect(keep?.reviewers).toMatchObject([
      { shift: { value: 0, low: 0, high: 0 }, drifts: false },
      { shift: { value: 0 }, drifts: false },
    ]);
  });

  it("of labels is that of the agreement with the others", () => {
    const answers = Array.from({ length: 40 }, (_, at) => [
      answer("A", at, at, { "labels Kind": "news" }),
      answer("B", at, at, { "labels Kind": at < 20 ? "news" : "fiction" }),
    ]).flat();
    const [found] = sessionDrift([KIND], answers);
    expect(found?.reviewers[0]).toMatchObject({
      windows: [1, 1, 0.5, 0, 0].map((agreement) => ({ answers: 8, mean: null, agreement })),
      shift: { value: -1, low: -1, high: -1 },
      drifts: true,
    });
    const [alone] = sessionDrift(
      [KIND],
      answers.filter(({ reviewer }) => reviewer === "A"),
    );
    expect(alone?.reviewers[0]).toMatchObject({ shift: { value: null }, drifts: false });
  });

  it("warns about hardly more than one reviewer in twenty who only varies by chance, from the fewest answers on", () => {
    const random = generator(4);
    const reviewers = 400;
    const answers = Array.from({ length: reviewers }, (_, who) =>
      Array.from({ length: FEWEST_DRIFT_ANSWERS }, (_unused, at) =>
        answer(`r${String(who)}`, 1000 * who + at, at, { readability: uniformInt(random, 0, 5) }),
      ),
    ).flat();
    const [found] = sessionDrift([LEVEL], answers);
    const warned = found?.reviewers.filter(({ drifts }) => drifts).length ?? 0;
    // Percentiles of so few answers lie a little too close: 6 % in the long run, 8 % were it as many draws as answers.
    expect(warned / reviewers).toBeLessThan(0.075);
  });
});
