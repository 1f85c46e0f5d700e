import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corpusFigures, type DrawnDocument } from "@/core/review/corpus-figures";
import type { Question } from "@/core/review/question";
import type { CountedAnswer } from "@/core/review/session-agreement";

const QUESTIONS: readonly Question[] = [
  { kind: "level", rater: "readability" },
  { kind: "keep" },
  { kind: "labels", name: "Kind", labels: ["news", "fiction"] },
];

interface Made {
  readonly domain: string;
  readonly share: number;
  readonly answers: readonly { level: number; keep: string; kind: string }[];
}

const made: fc.Arbitrary<Made> = fc.record({
  domain: fc.constantFrom("arxiv", "book", "c4"),
  share: fc.integer({ min: 1, max: 20 }),
  answers: fc.array(
    fc.record({
      level: fc.integer({ min: 0, max: 5 }),
      keep: fc.constantFrom("keep", "drop"),
      kind: fc.constantFrom("news", "fiction"),
    }),
    { maxLength: 3 },
  ),
});

const drawnOf = (documents: readonly Made[]): DrawnDocument[] =>
  documents.map(({ domain, share }, at) => ({ documentId: `d${String(at)}`, domain, inclusion: share / 20 }));
const answersOf = (documents: readonly Made[]): CountedAnswer[] =>
  documents.flatMap(({ domain, answers }, at) =>
    answers.map(({ level, keep, kind }, reviewer) => ({
      documentId: `d${String(at)}`,
      domain,
      reviewer: `r${String(reviewer)}`,
      values: { readability: level, keep, "labels Kind": kind },
    })),
  );

const NUMBERS: readonly ((answer: Made["answers"][number]) => number)[] = [
  ({ level }) => level,
  ({ keep }) => (keep === "keep" ? 1 : 0),
  ({ kind }) => (kind === "news" ? 1 : 0),
  ({ kind }) => (kind === "fiction" ? 1 : 0),
];

type Weighing = "alike" | "one draw" | "by domain";

/**
 * Σ mean ÷ π over Σ 1 ÷ π, over the documents with an answer; with π = 1 the plain mean. In a draw by domain each counts once more
 * for every document of its domain that it stands for.
 */
function byHand(documents: readonly Made[], figure: number, weighing: Weighing): number | null {
  const answered = documents.filter(({ answers }) => answers.length > 0);
  if (answered.length === 0) return null;
  let [sum, weights] = [0, 0];
  for (const { domain, share, answers } of answered) {
    const ofDomain = documents.filter((one) => one.domain === domain);
    const standsFor = ofDomain.length / ofDomain.filter((one) => one.answers.length > 0).length;
    const weight = weighing === "alike" ? 1 : ((weighing === "by domain" ? standsFor : 1) * 20) / share;
    const numbers = answers.map((answer) => NUMBERS[figure]?.(answer) ?? Number.NaN);
    sum += (weight * numbers.reduce((total, one) => total + one, 0)) / numbers.length;
    weights += weight;
  }
  return sum / weights;
}

const close = (found: number | null | undefined, wanted: number | null): void => {
  if (wanted === null || found === null || found === undefined) expect(found ?? null).toBe(wanted);
  else expect(found).toBeCloseTo(wanted, 12);
};

describe("figures of a session", () => {
  it("are means of what reviewers say on average, here and weighted back, over all and by domain", () => {
    fc.assert(
      fc.property(fc.array(made, { minLength: 1, maxLength: 12 }), fc.boolean(), (documents, byDomain) => {
        const found = corpusFigures(QUESTIONS, drawnOf(documents), answersOf(documents), byDomain);
        const answered = documents.filter(({ answers }) => answers.length > 0);
        expect(found).toMatchObject({ weighted: true, drawn: documents.length, answered: answered.length });
        expect(found.figures.map(({ question, choice }) => [question, choice])).toEqual([
          ["Readability", null],
          ["Keep or drop", "Keep"],
          ["Kind", "news"],
          ["Kind", "fiction"],
        ]);
        found.figures.forEach(({ here, corpus, domains }, figure) => {
          close(here, byHand(documents, figure, "alike"));
          close(corpus?.value, byHand(documents, figure, byDomain ? "by domain" : "one draw"));
          for (const part of domains) {
            const own = documents.filter(({ domain }) => domain === part.name);
            expect(part.drawn).toBe(own.length);
            expect(part.answered).toBe(own.filter(({ answers }) => answers.length > 0).length);
            close(part.here, byHand(own, figure, "alike"));
            close(part.corpus?.value, byHand(own, figure, "one draw"));
          }
        });
      }),
      { numRuns: 30 },
    );
  });

  it("let a domain weigh what it has, however few of its documents are answered", () => {
    const answer = (level: number) => [{ level, keep: "keep", kind: "news" }];
    const ten = (domain: string, share: number, answersAt: (at: number) => Made["answers"]): Made[] =>
      Array.from({ length: 10 }, (_, at) => ({ domain, share, answers: answersAt(at) }));
    // Ten of 1,000 and ten of 100: one of the first is answered, all of the others.
    const documents = [
      ...ten("book", 0.2, (at) => (at === 0 ? answer(1) : [])),
      ...ten("c4", 2, () => answer(5)),
    ];
    const { figures, effective } = corpusFigures(QUESTIONS, drawnOf(documents), answersOf(documents), true);
    // (1,000 · 1 + 100 · 5) ÷ 1,100, as much as 1,100² ÷ (1,000² + 10 · 10²) equal documents.
    expect(figures[0]?.corpus?.value).toBeCloseTo(15 / 11, 12);
    expect(effective).toBeCloseTo(1_210_000 / 1_001_000, 12);
  });

  it("speak of these documents only as soon as one of them has no probability", () => {
    const documents = [
      { domain: "book", share: 5, answers: [{ level: 4, keep: "keep", kind: "news" }] },
      { domain: "c4", share: 20, answers: [{ level: 1, keep: "drop", kind: "news" }] },
    ];
    const drawn = drawnOf(documents);
    const sure = corpusFigures(QUESTIONS, drawn, answersOf(documents), false);
    // Weights 4 and 1: (4 · 4 + 1 · 1) ÷ 5, as much as 25 ÷ 17 equal documents.
    expect(sure.figures[0]).toMatchObject({ here: 2.5, corpus: { value: 3.4 } });
    expect(sure.effective).toBeCloseTo(25 / 17, 12);
    const open = drawn.map((one, at) => (at === 0 ? one : { ...one, inclusion: null }));
    const found = corpusFigures(QUESTIONS, open, answersOf(documents), false);
    expect(found).toMatchObject({ weighted: false, answered: 2 });
    expect(found.figures[0]).toMatchObject({ here: 2.5, corpus: null });
  });
});
