import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { assignDocuments } from "@/server/services/review/assign-documents";
import { giveAnswer } from "@/server/services/review/give-answer";
import { joinSession } from "@/server/services/review/join-session";
import { listDisputes } from "@/server/services/review/list-disputes";
import { ruleDocument } from "@/server/services/review/rule-document";
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

/** Two reviewers of three documents; the second sees the one with ordinal 4 otherwise, and flags the one with ordinal 8. */
async function answered(): Promise<string> {
  const { id } = await openSession(studio, corpus, { sampling: { method: "rows", ordinals: [2, 4, 8] } });
  const rows = await studio.ctx.db.reviewDocument.findMany({ where: { sessionId: id } });
  const ordinals = new Map(rows.map((row) => [row.id, Number(row.ordinal)]));
  for (const name of ["A", "B"]) {
    const key = randomBytes(32).toString("hex");
    await joinSession({ ctx: studio.ctx, input: { sessionId: id, name, key } });
    for (const { documentId } of await assignDocuments({ ctx: studio.ctx, input: { key, count: 3 } })) {
      const ordinal = ordinals.get(documentId);
      const otherwise = name === "B" && ordinal === 4;
      await giveAnswer({
        ctx: studio.ctx,
        input: {
          ...{ key, change: randomUUID(), documentId, base: 0, answeredAt: new Date(), seconds: 1 },
          answer: {
            ...{ state: "answered", note: "", spans: [], flagged: name === "B" && ordinal === 8 },
            values: { readability: otherwise ? 1 : 3, keep: "keep" },
          },
        },
      });
    }
  }
  return id;
}

const disputes = (id: string, which: "disputed" | "answered" = "disputed") =>
  listDisputes({ ctx: studio.ctx, input: { id, which } });

it("documents that were answered differently or flagged are settled once, and exported when asked for", async () => {
  const id = await answered();
  const [first, second] = await disputes(id);
  expect([first, second]).toMatchObject([
    { ordinal: 4, disputed: ["readability"], flagged: false, ruling: null, version: 1 },
    { ordinal: 8, disputed: [], flagged: true },
  ]);
  expect(first?.answers.map(({ reviewer, answer }) => [reviewer, answer])).toMatchObject([
    ["A", { values: { readability: 3 } }],
    ["B", { values: { readability: 1 } }],
  ]);
  expect((await disputes(id, "answered")).map(({ ordinal }) => ordinal)).toEqual([2, 4, 8]);

  const rule = (version: number, ruling: Record<string, number | string> | null) =>
    ruleDocument({
      ctx: studio.ctx,
      input: { sessionId: id, documentId: first?.documentId ?? "", version, ruling },
    });
  const exported = async () => {
    const text = await exportedText(studio, { id, approved: true });
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  await expect(rule(1, { readability: 2 })).rejects.toThrow('"keep" has no answer.');
  expect(await exported()).toEqual([]);
  await rule(1, { readability: 2, keep: "keep" });
  await expect(rule(1, { readability: 5, keep: "drop" })).rejects.toMatchObject({ code: "conflict" });
  expect((await disputes(id)).map(({ ordinal, ruling }) => [ordinal, ruling])).toEqual([
    [8, null],
    [4, { readability: 2, keep: "keep" }],
  ]);
  expect(await exported()).toMatchObject([
    { document: corpus.ids[4], state: "approved", question: "readability", value: 2, reviewer: "local" },
    { document: corpus.ids[4], state: "approved", question: "keep", value: "keep" },
  ]);
  await rule(2, null);
  expect(await exported()).toEqual([]);
  expect((await disputes(id))[0]).toMatchObject({ ordinal: 4, ruling: null, ruledBy: null, version: 3 });
});
