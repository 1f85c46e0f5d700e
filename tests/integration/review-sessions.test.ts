import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "@/core/review/answer";
import type { SessionSettings } from "@/core/review/session-settings";
import { assignDocuments } from "@/server/services/review/assign-documents";
import { changeSession } from "@/server/services/review/change-session";
import { giveAnswer } from "@/server/services/review/give-answer";
import { joinSession } from "@/server/services/review/join-session";
import { listSessions } from "@/server/services/review/list-sessions";
import { myWork } from "@/server/services/review/my-work";
import { readAssigned } from "@/server/services/review/read-assigned";
import { sessionFigures } from "@/server/services/review/session-figures";
import { openSession, reviewCorpus, sessionDocuments } from "@/tests/support/review-session";
import type { TextedCorpus } from "@/tests/support/texted-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let corpus: TextedCorpus;
beforeAll(async () => {
  studio = await testStudio();
  corpus = await reviewCorpus(studio);
});
afterAll(() => studio.end());

const create = (settings: Partial<SessionSettings> = {}) => openSession(studio, corpus, settings);

async function join(sessionId: string, name: string): Promise<string> {
  const key = randomBytes(32).toString("hex");
  await joinSession({ ctx: studio.ctx, input: { sessionId, name, key } });
  return key;
}

const assign = (key: string, count = 3) => assignDocuments({ ctx: studio.ctx, input: { key, count } });

const answered = (readability: number, keep: "keep" | "drop"): Answer => ({
  state: "answered",
  values: { readability, keep },
  note: "",
  spans: [],
  flagged: false,
});

const give = (
  key: string,
  documentId: string,
  answer: Answer,
  { base = 0, change = randomUUID() }: { base?: number; change?: string } = {},
) =>
  giveAnswer({
    ctx: studio.ctx,
    input: { key, change, documentId, base, answer, answeredAt: new Date(), seconds: 4 },
  });

describe("a reviewer", () => {
  it("sees only what is assigned, and only its text", async () => {
    const { id } = await create();
    const [ann, bo] = [await join(id, "A"), await join(id, "B")];
    const [first] = await assign(ann, 1);
    const read = (key: string) =>
      readAssigned({ ctx: studio.ctx, input: { key, documentId: first?.documentId ?? "" } });
    expect(Object.keys(first ?? {}).sort()).toEqual(["documentId", "until"]);
    const [document] = await studio.ctx.db.reviewDocument.findMany({
      where: { id: first?.documentId ?? "" },
    });
    expect(await read(ann)).toEqual({
      text: `Text of ${String(document?.ordinal)}.`,
      next: null,
      characters: `Text of ${String(document?.ordinal)}.`.length,
    });
    await expect(read(bo)).rejects.toMatchObject({ code: "forbidden" });
    await expect(give(bo, first?.documentId ?? "", answered(1, "keep"))).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(read("0".repeat(64))).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is the same when joining twice, and no one else's name can be taken", async () => {
    const { id } = await create();
    const key = randomBytes(32).toString("hex");
    const enter = (name: string, by: string) =>
      joinSession({ ctx: studio.ctx, input: { sessionId: id, name, key: by } });
    const [one, two] = await Promise.all([enter("A", key), enter("A", key)]);
    expect(one).toEqual(two);
    await expect(enter("A", "f".repeat(64))).rejects.toMatchObject({ code: "conflict" });
    // As a file of answers names them: without what no database holds.
    expect(await enter(" B\0 ", randomBytes(32).toString("hex"))).toMatchObject({ name: "B" });
  });

  it("has an own order, and keeps what was assigned", async () => {
    const { id } = await create({ reviewers: 5 });
    const keys = [await join(id, "A"), await join(id, "B"), await join(id, "C")];
    const orders = await Promise.all(
      keys.map(async (key) => (await assign(key, 12)).map(({ documentId }) => documentId)),
    );
    for (const order of orders) expect(new Set(order).size).toBe(12);
    expect(new Set(orders.map((order) => order.join())).size).toBe(3);
    expect((await assign(keys[0] ?? "", 12)).map(({ documentId }) => documentId)).toEqual(orders[0]);
  });
});

describe("an answer", () => {
  it("is kept once, with every change of it, and never over another", async () => {
    const { id } = await create();
    const key = await join(id, "A");
    const [first] = await assign(key, 1);
    const documentId = first?.documentId ?? "";
    const change = randomUUID();
    const sent = await Promise.all([
      give(key, documentId, answered(3, "keep"), { change }),
      give(key, documentId, answered(3, "keep"), { change }),
    ]);
    expect(sent).toEqual(
      Array(2).fill({ documentId, version: 1, extra: false, answer: answered(3, "keep") }),
    );
    await expect(give(key, documentId, answered(1, "drop"))).rejects.toMatchObject({ code: "conflict" });
    await give(key, documentId, { state: "withdrawn" }, { base: 1 });
    expect((await assign(key, 1))[0]?.documentId).toBe(documentId);
    await give(key, documentId, answered(4, "keep"), { base: 2 });
    const changes = await studio.ctx.db.answerChange.findMany({
      where: { answer: { documentId } },
      orderBy: { number: "asc" },
    });
    expect(changes.map(({ number, body }) => [number, body])).toEqual([
      [1, answered(3, "keep")],
      [2, { state: "withdrawn" }],
      [3, answered(4, "keep")],
    ]);
    expect((await myWork({ ctx: studio.ctx, input: { key } })).mine).toMatchObject([
      { documentId, version: 3, answer: answered(4, "keep") },
    ]);
  });

  it("must answer each question with one of its choices", async () => {
    const { id } = await create();
    const key = await join(id, "A");
    const documentId = (await assign(key, 1))[0]?.documentId ?? "";
    const values = (given: Record<string, number | string>): Answer => ({
      ...{ state: "answered", note: "", spans: [], flagged: false },
      values: given,
    });
    await expect(give(key, documentId, values({ keep: "keep" }))).rejects.toThrow(
      '"readability" has no answer.',
    );
    await expect(give(key, documentId, values({ readability: 6, keep: "keep" }))).rejects.toThrow(
      '6 is no answer to "readability".',
    );
    await expect(give(key, documentId, values({ readability: 1, keep: "keep", odd: 1 }))).rejects.toThrow(
      'The session does not ask "odd".',
    );
  });

  it("that comes after the assignment has expired counts, if the document still wants one, and is kept as extra if not", async () => {
    const { id } = await create({ documents: 1, reviewers: 1 });
    const [ann, bo, cleo] = [await join(id, "A"), await join(id, "B"), await join(id, "C")];
    const [first] = await assign(ann, 1);
    const documentId = first?.documentId ?? "";
    expect(await assign(bo, 1)).toEqual([]);
    await studio.ctx.db.assignment.updateMany({ where: { documentId }, data: { until: new Date(0) } });
    expect((await assign(bo, 1))[0]?.documentId).toBe(documentId);
    expect((await give(bo, documentId, answered(2, "drop"))).extra).toBe(false);
    expect(await assign(cleo, 1)).toEqual([]);
    expect((await give(ann, documentId, answered(5, "keep"))).extra).toBe(true);
    const [session] = (await listSessions({ ctx: studio.ctx })).filter((row) => row.id === id);
    expect(session?.answers).toBe(1);
  });

  it("to a closed session is kept as extra, and no document is given out", async () => {
    const { id } = await create();
    const key = await join(id, "A");
    const documentId = (await assign(key, 1))[0]?.documentId ?? "";
    await changeSession({ ctx: studio.ctx, input: { id, change: "close" } });
    await expect(assign(key)).rejects.toMatchObject({ code: "not-ready" });
    expect((await give(key, documentId, answered(1, "keep"))).extra).toBe(true);
    await expect(join(id, "late")).rejects.toMatchObject({ code: "not-ready" });
  });
});

describe("the figures of a session", () => {
  it("follow the answers that count", async () => {
    const { id } = await create({ documents: 3 });
    const keys = [await join(id, "A"), await join(id, "B")];
    const says: Readonly<Record<number, readonly [number, number]>> = { 0: [1, 1], 1: [2, 3], 2: [5, 5] };
    const documents = await sessionDocuments(studio, id);
    for (const [who, key] of keys.entries()) {
      await assign(key, 3);
      for (const { id: documentId, place } of documents)
        await give(
          key,
          documentId,
          answered(says[place]?.[who] ?? 0, place === 1 && who === 1 ? "drop" : "keep"),
        );
    }
    const { questions, reviewers, completeDocuments } = await sessionFigures({
      ctx: studio.ctx,
      input: { id },
    });
    expect(completeDocuments).toBe(3);
    expect(reviewers).toMatchObject([
      { name: "A", answered: 3, skipped: 0, extra: 0, medianSeconds: 4 },
      { name: "B", answered: 3, skipped: 0, extra: 0, medianSeconds: 4 },
    ]);
    const [readability, keep] = questions;
    expect(readability).toMatchObject({
      figures: { units: 3, raters: 2, ratings: 6, rawAgreement: 2 / 3 },
      counts: [0, 2, 1, 1, 0, 2],
      reviewers: [
        { name: "A", units: 3, rawAgreement: 2 / 3 },
        { name: "B", units: 3, rawAgreement: 2 / 3 },
      ],
    });
    expect(readability?.pairs[1]?.[1]).toBe(1);
    expect(readability?.pairs[2]?.[3]).toBe(1);
    expect(readability?.pairs[5]?.[5]).toBe(1);
    // Keep or drop: 5 keep, 1 drop; one pair of three differs.
    expect(keep?.figures.alpha).toBeCloseTo(1 - (5 * 2) / (36 - 26), 12);
    expect(keep?.counts).toEqual([5, 1]);
  });
});
