import { afterAll, beforeAll, expect, it } from "vitest";
import { sessionCorpusFigures } from "@/server/services/review/corpus-figures";
import { answerAs, openSession, reviewCorpus } from "@/tests/support/review-session";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import type { TextedCorpus } from "@/tests/support/texted-corpus";

let studio: TestStudio;
let corpus: TextedCorpus;
beforeAll(async () => {
  studio = await testStudio();
  corpus = await reviewCorpus(studio);
});
afterAll(() => studio.end());

it("a draw by domain is weighted back to 9, 10 and 41 documents of three domains", async () => {
  const { id } = await openSession(studio, corpus, { sampling: { method: "stratified" }, reviewers: 1 });
  const domain = (ordinal: number): number => (ordinal % 7 === 0 ? 0 : ordinal % 5 === 0 ? 1 : 2);
  await answerAs(studio, id, "A", (ordinal) => ({
    readability: domain(ordinal),
    keep: domain(ordinal) === 2 ? "keep" : "drop",
  }));
  const found = await sessionCorpusFigures({ ctx: studio.ctx, input: { id } });
  expect(found).toMatchObject({ weighted: true, drawn: 12, answered: 12, uncovered: [] });
  const [level, keep] = found.figures;
  // Four documents of each: levels 0, 1, 2 here, and 0 · 9 + 1 · 10 + 2 · 41 over 60 in the corpus.
  expect(level?.here).toBeCloseTo(1, 12);
  expect(level?.corpus?.value).toBeCloseTo(92 / 60, 12);
  expect(keep?.here).toBeCloseTo(1 / 3, 12);
  expect(keep?.corpus?.value).toBeCloseTo(41 / 60, 12);
  expect(keep?.domains.map(({ name, drawn, here }) => [name, drawn, here])).toEqual([
    ["arxiv", 4, 0],
    ["book", 4, 0],
    ["c4", 4, 1],
  ]);
});

it("a draw by domain names the domains that no answer speaks of", async () => {
  const { id } = await openSession(studio, corpus, { sampling: { method: "stratified" }, documents: 2 });
  const found = await sessionCorpusFigures({ ctx: studio.ctx, input: { id } });
  expect(found).toMatchObject({ answered: 0, uncovered: ["arxiv", "book", "c4"] });
});

it("chosen documents stand for themselves only", async () => {
  const sampling = { method: "rows" as const, ordinals: [3, 4] };
  const { id } = await openSession(studio, corpus, { sampling, reviewers: 1 });
  await answerAs(studio, id, "A", (ordinal) => ({ readability: ordinal, keep: "keep" }));
  const found = await sessionCorpusFigures({ ctx: studio.ctx, input: { id } });
  expect(found).toMatchObject({ weighted: false, drawn: 2, answered: 2, uncovered: [] });
  expect(found.figures.map(({ here, corpus: estimate }) => [here, estimate])).toEqual([
    [3.5, null],
    [1, null],
  ]);
});
