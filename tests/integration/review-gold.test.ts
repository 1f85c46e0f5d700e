import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { StudioError } from "@/core/errors";
import { transaction } from "@/server/db/transaction";
import { assignDocuments } from "@/server/services/review/assign-documents";
import { sessionCorpusFigures } from "@/server/services/review/corpus-figures";
import { createSession } from "@/server/services/review/create-session";
import { getSession } from "@/server/services/review/get-session";
import { giveAnswer } from "@/server/services/review/give-answer";
import { giveGold } from "@/server/services/review/give-gold";
import { keepGold } from "@/server/services/review/gold-documents";
import { sessionGoldFigures } from "@/server/services/review/gold-figures";
import { joinSession } from "@/server/services/review/join-session";
import { myWork } from "@/server/services/review/my-work";
import { sessionRaterTrust } from "@/server/services/review/rater-trust";
import { readAssigned } from "@/server/services/review/read-assigned";
import { sessionFigures } from "@/server/services/review/session-figures";
import { answerAs, openSession, reviewCorpus, sessionDocuments } from "@/tests/support/review-session";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import type { TextedCorpus } from "@/tests/support/texted-corpus";

let studio: TestStudio;
let corpus: TextedCorpus;
beforeAll(async () => {
  studio = await testStudio();
  corpus = await reviewCorpus(studio);
});
afterAll(() => studio.end());

/** Lines of gold answers to documents of the corpus by ordinal. */
const goldOf = (answers: readonly (readonly [number, string, string | number])[]): string =>
  answers
    .map(([ordinal, question, value]) => `${corpus.ids[ordinal] ?? ""},${question},${String(value)}`)
    .join("\n");

const ROWS = { method: "rows" as const, ordinals: [0, 1, 2, 3, 4] };

it("documents that were not drawn are asked and count against gold, and nowhere else", async () => {
  const { id } = await openSession(studio, corpus, { sampling: ROWS, reviewers: 1 });
  const before = await giveGold({
    ctx: studio.ctx,
    input: {
      id,
      text: goldOf([
        [1, "Readability", 4],
        [30, "Readability", 2],
        [31, "Readability", 2],
        [31, "keep", "drop"],
      ]),
    },
  });
  expect(before).toEqual({ documents: 3 });
  const rows = await sessionDocuments(studio, id);
  expect(rows.map(({ ordinal, inclusion, gold }) => [Number(ordinal), inclusion, gold])).toEqual([
    [0, null, null],
    [1, null, { readability: 4 }],
    [2, null, null],
    [3, null, null],
    [4, null, null],
    [30, null, { readability: 2 }],
    [31, null, { readability: 2, keep: "drop" }],
  ]);
  await answerAs(studio, id, "A", (ordinal) => ({ readability: ordinal < 30 ? 3 : 2, keep: "keep" }));
  expect(await sessionGoldFigures({ ctx: studio.ctx, input: { id } })).toMatchObject({
    documents: 3,
    added: 2,
    questions: [
      {
        id: "readability",
        reviewers: [{ reviewer: "A", answered: 3, same: { value: 2 / 3 }, error: 1 / 3 }],
      },
      { id: "keep", reviewers: [{ reviewer: "A", answered: 1, same: { value: 0 }, error: null, kappa: 0 }] },
    ],
  });
  const figures = await sessionFigures({ ctx: studio.ctx, input: { id } });
  expect(figures).toMatchObject({ completeDocuments: 7, questions: [{ figures: { ratings: 5 } }, {}] });
  expect(await sessionCorpusFigures({ ctx: studio.ctx, input: { id } })).toMatchObject({
    drawn: 5,
    answered: 5,
    figures: [{ here: 3 }, { here: 1 }],
  });
  const trust = await sessionRaterTrust({ ctx: studio.ctx, input: { id } });
  expect(trust.questions[0]?.raters.map(({ documents }) => documents)).toEqual([5, 5]);
});

it("a drawn document keeps its probability, so that a session with gold is still weighted back", async () => {
  const gold = goldOf([[7, "keep", "keep"]]);
  const settings = {
    ...{ sampling: { method: "random" as const }, documents: 60, seed: 1, reviewers: 1, leaseMinutes: 30 },
    questions: [{ kind: "keep" as const }],
  };
  const input = { id: randomUUID(), versionId: corpus.versionId, name: "All", settings, gold };
  const { id, documents } = await createSession({ ctx: studio.ctx, input });
  expect(documents).toBe(60);
  expect(await sessionGoldFigures({ ctx: studio.ctx, input: { id } })).toMatchObject({
    documents: 1,
    added: 0,
  });
  expect(await sessionCorpusFigures({ ctx: studio.ctx, input: { id } })).toMatchObject({
    weighted: true,
    drawn: 60,
  });
});

it("an answer of gold is replaced by the next, and taken back by an empty one", async () => {
  const { id } = await openSession(studio, corpus, { sampling: ROWS });
  const give = (text: string) => giveGold({ ctx: studio.ctx, input: { id, text } });
  await give(
    goldOf([
      [0, "keep", "keep"],
      [0, "readability", 1],
    ]),
  );
  await give(
    goldOf([
      [0, "keep", "drop"],
      [2, "keep", ""],
    ]),
  );
  expect((await sessionDocuments(studio, id))[0]?.gold).toEqual({ keep: "drop", readability: 1 });
  await give(
    goldOf([
      [0, "keep", ""],
      [0, "readability", ""],
    ]),
  );
  expect((await sessionDocuments(studio, id)).map(({ gold }) => gold)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

it("a document that was added leaves with its last gold answer, unless a reviewer was given it", async () => {
  const { id } = await openSession(studio, corpus, { sampling: ROWS, reviewers: 1 });
  const give = (answers: Parameters<typeof goldOf>[0]) =>
    giveGold({ ctx: studio.ctx, input: { id, text: goldOf(answers) } });
  const places = async () =>
    (await sessionDocuments(studio, id)).map(({ ordinal, place }) => [Number(ordinal), place]);
  const drawn = [0, 1, 2, 3, 4].map((at) => [at, at]);
  await give([
    [30, "keep", "keep"],
    [31, "keep", "keep"],
    [32, "keep", "drop"],
  ]);
  await give([
    [0, "keep", ""],
    [30, "keep", ""],
    [31, "readability", 3],
  ]);
  expect(await places()).toEqual([...drawn, [31, 6], [32, 7]]);
  const asked: number[] = [];
  await answerAs(studio, id, "A", (ordinal) => {
    asked.push(ordinal);
    return { readability: 1, keep: "keep" };
  });
  expect(asked.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 31, 32]);
  // Answered by now: it stays, and the next one comes after it.
  await give([
    [32, "keep", ""],
    [33, "keep", "keep"],
  ]);
  expect(await places()).toEqual([...drawn, [31, 6], [32, 7], [33, 8]]);
  expect(await sessionGoldFigures({ ctx: studio.ctx, input: { id } })).toMatchObject({
    documents: 2,
    added: 2,
  });
});

it("a long list is kept, changed and taken back at once; one too long for a session is refused", async () => {
  const { id } = await openSession(studio, corpus, { sampling: ROWS });
  const { ctx } = studio;
  const owned = { sessionId: id, workspaceId: ctx.workspaceId, createdBy: ctx.actor };
  const keep = (count: number, value: string | null) =>
    transaction(ctx.db, (tx) =>
      keepGold(
        tx,
        owned,
        Array.from({ length: count }, (_, ordinal) => ({ ordinal, domain: "c4", values: { keep: value } })),
      ),
    );
  const holding = (value: string) =>
    ctx.db.reviewDocument.count({ where: { sessionId: id, gold: { equals: { keep: value } } } });
  await keep(1000, "keep");
  expect(await holding("keep")).toBe(1000);
  await keep(1000, "drop");
  expect(await holding("drop")).toBe(1000);
  await expect(keep(10_001, "keep")).rejects.toMatchObject({
    code: "invalid-input",
    message: "Gold answers are not taken: the session would have 10001 documents, and 10000 is the most.",
  });
  expect(await holding("drop")).toBe(1000);
  await keep(1000, null);
  expect((await sessionDocuments(studio, id)).map(({ ordinal }) => Number(ordinal))).toEqual([0, 1, 2, 3, 4]);
});

it("a session that is opened again, as after a lost reply, takes the gold answers of the second time", async () => {
  const { settings } = await openSession(studio, corpus, { sampling: ROWS });
  const made = { id: randomUUID(), versionId: corpus.versionId, name: "Twice", settings };
  const open = (answers: Parameters<typeof goldOf>[0], other: Partial<typeof made> = {}) =>
    createSession({ ctx: studio.ctx, input: { ...made, ...other, gold: goldOf(answers) } });
  await open([[0, "keep", "keep"]]);
  const again = await open([
    [0, "keep", "drop"],
    [30, "keep", "keep"],
  ]);
  expect(again).toMatchObject({ id: made.id, documents: 6 });
  const golds = async () =>
    (await sessionDocuments(studio, made.id)).flatMap(({ ordinal, gold }) =>
      gold === null ? [] : [[Number(ordinal), gold]],
    );
  expect(await golds()).toEqual([
    [0, { keep: "drop" }],
    [30, { keep: "keep" }],
  ]);
  await expect(open([[0, "keep", "keep"]], { name: "Another" })).rejects.toMatchObject({ code: "conflict" });
  expect((await golds())[0]).toEqual([0, { keep: "drop" }]);
});

it("what is wrong is told by line, and then nothing is taken and no session is made", async () => {
  const { id } = await openSession(studio, corpus, { sampling: ROWS });
  const text = `${goldOf([[0, "keep", "keep"]])}\nnowhere,keep,drop`;
  await expect(giveGold({ ctx: studio.ctx, input: { id, text } })).rejects.toMatchObject({
    code: "invalid-input",
    message: "Gold answers are not taken. Line 2: the corpus has no document nowhere.",
  });
  expect((await sessionDocuments(studio, id)).map(({ gold }) => gold)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
  const made = { id: randomUUID(), versionId: corpus.versionId, name: "Never" };
  const { settings } = await getSession({ ctx: studio.ctx, input: { id } });
  const create = createSession({ ctx: studio.ctx, input: { ...made, settings, gold: "x,keep,maybe" } });
  await expect(create).rejects.toBeInstanceOf(StudioError);
  expect(await studio.ctx.db.reviewSession.count({ where: { id: made.id } })).toBe(0);
});

/** All that a reviewer is ever told, with the ordinals of documents for their ids. */
async function toldTo(id: string, seed: number): Promise<string> {
  const { ctx } = studio;
  const key = randomBytes(32).toString("hex");
  const joined = await joinSession({ ctx, input: { sessionId: id, name: "A", key } });
  await ctx.db.reviewer.update({ where: { id: joined.reviewerId }, data: { seed } });
  const assigned = await assignDocuments({ ctx, input: { key, count: 20 } });
  const told: unknown[] = [assigned.map((one) => ({ ...one, until: null }))];
  for (const [at, { documentId }] of assigned.entries()) {
    told.push(await readAssigned({ ctx, input: { key, documentId } }));
    const input = {
      ...{ key, change: randomUUID(), documentId, base: 0, answeredAt: new Date(1000 * at), seconds: 1 },
      answer: {
        ...{ state: "answered" as const, note: "", spans: [], flagged: false },
        values: { readability: 3, keep: "keep" },
      },
    };
    told.push(await giveAnswer({ ctx, input }));
  }
  told.push(await myWork({ ctx, input: { key } }), await getSession({ ctx, input: { id } }));
  const ordinals = (await sessionDocuments(studio, id)).map((row) => [row.id, String(row.ordinal)] as const);
  const text = JSON.stringify(told, (name, value: unknown) => (name === "createdAt" ? null : value));
  return ordinals.reduce((all, [documentId, ordinal]) => all.replaceAll(documentId, ordinal), text);
}

it("what reviewers are told is the same to the byte with and without gold", async () => {
  const sampling = { method: "rows" as const, ordinals: [0, 1, 2, 3, 4, 30] };
  const plain = await openSession(studio, corpus, { sampling, reviewers: 1 });
  const golden = await openSession(studio, corpus, { sampling, reviewers: 1 });
  await giveGold({
    ctx: studio.ctx,
    input: {
      id: golden.id,
      text: goldOf([
        [1, "keep", "drop"],
        [30, "Readability", 2],
      ]),
    },
  });
  const grown = await openSession(studio, corpus, { sampling: ROWS, reviewers: 1 });
  await giveGold({ ctx: studio.ctx, input: { id: grown.id, text: goldOf([[30, "Readability", 2]]) } });
  const [without, within, added] = [
    await toldTo(plain.id, 5),
    await toldTo(golden.id, 5),
    await toldTo(grown.id, 5),
  ];
  expect(within.replaceAll(golden.id, "id")).toBe(without.replaceAll(plain.id, "id"));
  // Only the settings say how the documents were chosen.
  expect(added.replaceAll(grown.id, "id").replace("[0,1,2,3,4]", "[0,1,2,3,4,30]")).toBe(
    without.replaceAll(plain.id, "id"),
  );
});
