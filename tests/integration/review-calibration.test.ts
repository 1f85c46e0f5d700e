import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { reviewCalibration } from "@/server/services/review/session-calibration";
import { reviewDrift } from "@/server/services/review/session-drift";
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

const LEVELS = [{ kind: "level" as const, rater: "readability" as const }];
const FIRST_TWENTY = { method: "rows" as const, ordinals: Array.from({ length: 20 }, (_, at) => at) };

it("a corpus without logits says so", async () => {
  const { id } = await openSession(studio, corpus, { questions: LEVELS, reviewers: 1, documents: 2 });
  await answerAs(studio, id, "A", () => ({ readability: 3 }));
  expect(await reviewCalibration({ ctx: studio.ctx, input: { id } })).toEqual([
    { rater: "readability", calibration: null },
  ]);
});

it("kept logits are set against the levels of people, documents without all of them left out", async () => {
  const engine = await openDuckDb();
  // Level 4 at odds of five to one of each other; nothing for document 0, and one level missing for document 1.
  const logits = `CASE ordinal WHEN 0 THEN NULL WHEN 1 THEN [0, 0, 0, 0, ln(5), NULL] ELSE [0, 0, 0, 0, ln(5), 0] END`;
  await engine.run(
    `COPY (SELECT range::UINTEGER AS ordinal, (${logits})::FLOAT[] AS readability FROM (SELECT range, range AS ordinal FROM range(60)))
     TO ${sqlText(path.join(corpus.folder, "logits.parquet"))} (FORMAT parquet)`,
  );
  engine.close();
  const { id } = await openSession(studio, corpus, {
    questions: LEVELS,
    reviewers: 1,
    sampling: FIRST_TWENTY,
  });
  await answerAs(studio, id, "A", (ordinal) => ({ readability: ordinal % 2 === 0 ? 4 : 1 }));
  const [found] = await reviewCalibration({ ctx: studio.ctx, input: { id } });
  // Half sure, and right for the nine even ones of 2 … 19: 9 of 18.
  expect(found?.calibration?.documents).toBe(18);
  const bins = found?.calibration?.bins ?? [];
  expect(bins).toHaveLength(10);
  for (const { confidence } of bins) expect(confidence).toBeCloseTo(0.5, 6);
  expect(bins.reduce((sum, { right, documents }) => sum + right * documents, 0)).toBeCloseTo(9, 9);
});

it("drift follows the order in which a reviewer answered", async () => {
  const { id } = await openSession(studio, corpus, {
    questions: LEVELS,
    reviewers: 1,
    sampling: FIRST_TWENTY,
  });
  await answerAs(studio, id, "A", (_ordinal, turn) => ({ readability: turn < 10 ? 5 : 1 }));
  const [found] = await reviewDrift({ ctx: studio.ctx, input: { id } });
  expect(found?.reviewers).toMatchObject([
    {
      ...{ reviewer: "A", answers: 20, shift: { value: -4, low: -4, high: -4 }, drifts: true },
      windows: [5, 5, 3, 1, 1].map((mean) => ({ answers: 4, mean, agreement: null })),
    },
  ]);
});
