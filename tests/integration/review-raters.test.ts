import { afterAll, beforeAll, expect, it } from "vitest";
import { sessionRaterTrust } from "@/server/services/review/rater-trust";
import { answerAs, openSession, reviewCorpus } from "@/tests/support/review-session";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import type { TextedCorpus } from "@/tests/support/texted-corpus";

const DOCUMENTS = 30;

let studio: TestStudio;
let corpus: TextedCorpus;
beforeAll(async () => {
  studio = await testStudio();
  corpus = await reviewCorpus(studio);
});
afterAll(() => studio.end());

/** One reviewer who keeps documents of at least 30 words, and calls them the more readable the more words they have. */
async function answered(): Promise<string> {
  const ordinals = Array.from({ length: DOCUMENTS }, (_, at) => 2 * at);
  const { id } = await openSession(studio, corpus, {
    sampling: { method: "rows", ordinals },
    reviewers: 1,
  });
  await answerAs(studio, id, "A", (words) => ({
    readability: Math.min(5, Math.floor(words / 10)),
    keep: words >= 30 ? "keep" : "drop",
  }));
  return id;
}

it("raters are set against people on every question, and the proposal follows those that agree", async () => {
  const id = await answered();
  const trust = await sessionRaterTrust({ ctx: studio.ctx, input: { id } });
  const [readability, keep] = trust.questions;
  expect(keep).toMatchObject({ id: "keep", measure: "auc", levels: null });
  expect(keep?.raters[0]).toMatchObject({
    rater: "word_count",
    documents: DOCUMENTS,
    agreement: { value: 1 },
  });
  // The other rater by pairs: of the kept and dropped ones how often it is higher on the kept.
  const words = Array.from({ length: DOCUMENTS }, (_, at) => 2 * at);
  const entropy = (word: number): number => (word * 17) % 60;
  const pairs = words
    .filter((word) => word >= 30)
    .flatMap((up) => words.filter((word) => word < 30).map((down) => (entropy(up) > entropy(down) ? 1 : 0)));
  const share = pairs.reduce<number>((sum, one) => sum + one, 0) / pairs.length;
  expect(keep?.raters[1]).toMatchObject({ rater: "unigram_entropy" });
  expect(keep?.raters[1]?.agreement.value).toBeCloseTo(share, 12);
  expect(readability).toMatchObject({ id: "readability", measure: "spearman" });
  expect(readability?.raters[0]?.rater).toBe("word_count");
  expect(readability?.raters[0]?.agreement.value).toBeGreaterThan(0.97);
  expect(trust.proposal).toMatchObject({ questions: ["readability", "keep"], documents: DOCUMENTS });
  expect(trust.proposal?.foretold).toBeGreaterThan(0.7);
  expect(trust.proposal?.weights.word_count).toBeGreaterThan(0.9);
});

it("no weights are proposed from few verdicts", async () => {
  const { id } = await openSession(studio, corpus);
  const trust = await sessionRaterTrust({ ctx: studio.ctx, input: { id } });
  expect(trust).toMatchObject({ proposal: null, wanted: 20 });
  expect(trust.questions.map(({ raters }) => raters.map(({ documents }) => documents))).toEqual([
    [0, 0],
    [0, 0],
  ]);
});
