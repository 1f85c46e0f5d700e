import { randomBytes, randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Answer } from "@/core/review/answer";
import { assignDocuments } from "@/server/services/review/assign-documents";
import { documentHistory } from "@/server/services/review/document-history";
import { giveAnswer } from "@/server/services/review/give-answer";
import { importAnswers } from "@/server/services/review/import-answers";
import { joinSession } from "@/server/services/review/join-session";
import { myHistory } from "@/server/services/review/my-history";
import { exportedText, openSession, reviewCorpus } from "@/tests/support/review-session";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import type { TextedCorpus } from "@/tests/support/texted-corpus";

let studio: TestStudio;
let corpus: TextedCorpus;
beforeAll(async () => {
  studio = await testStudio();
  corpus = await reviewCorpus(studio);
});
afterAll(() => studio.end());

const answered = (readability: number, note = ""): Answer => ({
  ...{ state: "answered", note, spans: [], flagged: false },
  values: { readability, keep: "keep" },
});

const open = () => openSession(studio, corpus, { sampling: { method: "rows", ordinals: [4] } });

async function answer(sessionId: string, name: string, answers: readonly Answer[]) {
  const key = randomBytes(32).toString("hex");
  await joinSession({ ctx: studio.ctx, input: { sessionId, name, key } });
  const [assigned] = await assignDocuments({ ctx: studio.ctx, input: { key, count: 1 } });
  const documentId = assigned?.documentId ?? "";
  for (const [base, one] of answers.entries())
    await giveAnswer({
      ctx: studio.ctx,
      input: {
        ...{ key, change: randomUUID(), documentId, base, answer: one },
        ...{ answeredAt: new Date(), seconds: 1 },
      },
    });
  return { key, documentId };
}

it("every change of an answer is kept, for whoever holds the session; a reviewer sees their own", async () => {
  const { id } = await open();
  const ann = await answer(id, "Ann", [answered(1), { state: "withdrawn" }, answered(4, "clearer now")]);
  const bo = await answer(id, "Bo", [answered(2)]);
  const { documentId } = ann;
  const all = await documentHistory({ ctx: studio.ctx, input: { sessionId: id, documentId } });
  const annsActs = [
    { reviewer: "Ann", readInBy: null, before: { state: "withdrawn" }, answer: answered(4, "clearer now") },
    { reviewer: "Ann", readInBy: null, before: answered(1), answer: { state: "withdrawn" } },
    { reviewer: "Ann", readInBy: null, before: null, answer: answered(1) },
  ];
  const bosAct = { reviewer: "Bo", readInBy: null, before: null, answer: answered(2) };
  expect(all).toEqual([bosAct, ...annsActs].map((act) => ({ ...act, at: expect.any(Date) as Date })));
  const times = all.map(({ at }) => at.getTime());
  expect(times).toEqual(times.toSorted((a, b) => b - a));

  const own = (key: string) => myHistory({ ctx: studio.ctx, input: { key, documentId } });
  expect(await own(ann.key)).toEqual(all.slice(1));
  expect(await own(bo.key)).toEqual(all.slice(0, 1));
  await expect(own("0".repeat(64))).rejects.toMatchObject({ code: "forbidden" });
});

it("a document of another session has no history here, and an answer that was read in says by whom", async () => {
  const [here, there] = [(await open()).id, (await open()).id];
  const { documentId } = await answer(here, "Ann", [answered(3)]);
  expect(await documentHistory({ ctx: studio.ctx, input: { sessionId: there, documentId } })).toEqual([]);

  const file = path.join(studio.ctx.home, "answers.jsonl");
  await writeFile(file, await exportedText(studio, { id: here }));
  await importAnswers({ ctx: studio.ctx, input: { id: there, file } });
  const [document] = await studio.ctx.db.reviewDocument.findMany({ where: { sessionId: there } });
  expect(
    await documentHistory({
      ctx: studio.ctx,
      input: { sessionId: there, documentId: document?.id ?? "" },
    }),
  ).toMatchObject([{ reviewer: "Ann", readInBy: "local", before: null, answer: answered(3) }]);
});
