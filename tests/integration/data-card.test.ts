import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_FIELDS } from "@/core/data-card";
import { answerCard } from "@/server/api/answer-card";
import { callerOf } from "@/server/api/caller";
import { getDataCard } from "@/server/services/corpus/data-card";
import { saveDataCard } from "@/server/services/corpus/save-data-card";
import { importFrom, madeRecords } from "@/tests/support/importing";
import { writeSource } from "@/tests/support/released-layout";
import { CARD_FIELDS } from "@/tests/support/card-fixture";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let source: string;
beforeAll(async () => {
  studio = await testStudio();
  source = await mkdtemp(path.join(tmpdir(), "card-"));
  await writeSource(source, { "c4/a.jsonl": [...madeRecords("c4", 20), "{"] });
});
afterAll(async () => {
  await studio.end();
  await rm(source, { recursive: true });
});

const take = async (name: string) => (await importFrom(studio, source, { name, maxRejects: 0.1 })).corpusId;
const card = (corpusId: string) => getDataCard({ ctx: studio.ctx, input: { corpusId } });
const save = (corpusId: string, version: number, summary: string) =>
  saveDataCard({ ctx: studio.ctx, input: { corpusId, version, fields: { ...CARD_FIELDS, summary } } });

describe("a data card", () => {
  it("is empty until somebody writes it, and rises by one with every save", async () => {
    const corpusId = await take("written");
    expect(await card(corpusId)).toEqual({
      version: 0,
      fields: NO_FIELDS,
      updatedAt: null,
      updatedBy: null,
    });
    expect(await save(corpusId, 0, "first")).toMatchObject({ version: 1, updatedBy: "local" });
    expect(await save(corpusId, 1, "second")).toMatchObject({ version: 2, fields: { summary: "second" } });
    expect((await card(corpusId)).fields).toEqual({ ...CARD_FIELDS, summary: "second" });
  });

  it("is not overwritten by somebody who read an older version", async () => {
    const corpusId = await take("contested");
    await save(corpusId, 0, "mine");
    for (const stale of [0, 7]) {
      await expect(save(corpusId, stale, "theirs")).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringMatching(
          /^The data card was changed meanwhile by local at .+; yours was not saved\.$/,
        ),
      });
    }
    expect(await card(corpusId)).toMatchObject({ version: 1, fields: { summary: "mine" } });
    expect(await save(corpusId, 1, "theirs")).toMatchObject({ version: 2 });
  });

  it("may be saved twice by one act", async () => {
    const corpusId = await take("repeated");
    expect(await save(corpusId, 0, "same")).toMatchObject({ version: 1 });
    expect(await save(corpusId, 0, "same")).toMatchObject({ version: 1 });
  });

  it("takes one of many that save at once", async () => {
    const corpusId = await take("crowded");
    for (const version of [0, 1]) {
      const saves = await Promise.allSettled(
        Array.from({ length: 6 }, (_, index) =>
          save(corpusId, version, `${String(version)}.${String(index)}`),
        ),
      );
      expect(saves.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    }
    expect((await card(corpusId)).version).toBe(2);
  });

  it("belongs to a corpus that is there, and has fields of bounded length", async () => {
    await expect(card("nowhere")).rejects.toMatchObject({ code: "not-found" });
    await expect(save(await take("long"), 0, "x".repeat(20_001))).rejects.toMatchObject({
      code: "invalid-input",
      message: expect.stringContaining("fields.summary"),
    });
  });

  it("is written and read over the API", async () => {
    const corpusId = await take("by the page");
    const api = callerOf(new Headers());
    await api.corpus.saveCard({ corpusId, version: 0, fields: CARD_FIELDS });
    expect((await api.corpus.card({ corpusId })).fields).toEqual(CARD_FIELDS);
  });
});

describe("the download of a card", () => {
  const answer = (corpusId: string, query: string) =>
    answerCard(new Request(`http://127.0.0.1/api/card/${corpusId}?${query}`), corpusId);

  it("is a README for the Hugging Face Hub with the facts of the version asked for", async () => {
    const corpusId = await take("downloaded");
    await save(corpusId, 0, "What it is.");
    const response = await answer(corpusId, "format=md&version=1");
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="README.md"');
    expect(response.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    const text = await response.text();
    expect(text).toContain("What it is.");
    expect(text).toContain("| Documents | 20 |");
    expect(text).toContain("| Rejected rows | 1 of 21 |");
    expect(text).not.toContain(source);
  });

  it("is Croissant of the same", async () => {
    const corpusId = await take("downloaded");
    const response = await answer(corpusId, "format=croissant");
    expect(response.headers.get("content-type")).toBe("application/ld+json; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="croissant.json"');
    expect(await response.json()).toMatchObject({ "@type": "sc:Dataset", description: "What it is." });
  });

  it.each([
    ["nowhere", "format=md", 404],
    ["", "format=pdf", 400],
    ["", "format=md&version=0.5", 400],
    ["", "format=md&version=9", 404],
  ])("of %j with %s answers %i", async (id, query, status) => {
    const corpusId = id === "" ? await take("downloaded") : id;
    const response = await answer(corpusId, query);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ message: expect.any(String) as string });
  });
});
