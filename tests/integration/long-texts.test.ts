import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ImportResult } from "@/server/services/corpus/import";
import { getDocument } from "@/server/services/document/get";
import { documentText } from "@/server/services/document/text";
import { filesOf, importFrom } from "@/tests/support/importing";
import { madeRecord, writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

/** Longer than the first slice and two more, with characters of two units at their borders. */
const LONG = `\ufeff${"A whale \u{1f40b}\u{1f40b}\u{1f40b}\0 \u202eback\u202c.\n".repeat(100_000)}the end`;
const SHORT = "short \ud83d\udc0b";

let studio: TestStudio;
let source: string;
let corpus: ImportResult;
beforeAll(async () => {
  studio = await testStudio();
  source = await mkdtemp(path.join(tmpdir(), "long-texts-"));
  await writeSource(source, {
    "book/a.jsonl": [madeRecord("a-long", LONG, 1), madeRecord("b-short", SHORT, 2)],
  });
  corpus = await importFrom(studio, source);
});
afterAll(async () => {
  await studio.end();
  await rm(source, { recursive: true });
});

const get = (ordinal: number) =>
  getDocument({ ctx: studio.ctx, input: { versionId: corpus.versionId, ordinal } });
const slice = (ordinal: number, cursor: number) =>
  documentText({ ctx: studio.ctx, input: { versionId: corpus.versionId, ordinal, cursor } });

it("a short text comes whole with its document", async () => {
  expect(await get(1)).toMatchObject({ text: SHORT, next: null, characters: SHORT.length });
});

it("a long text comes in slices that join to it, though its file is read but once", async () => {
  const document = await get(0);
  expect(document.characters).toBe(LONG.length);
  expect(document.text.length).toBeLessThanOrEqual(200_000);
  expect(document.excerpt.startsWith("A whale")).toBe(true);
  await rm(filesOf(studio, corpus).file("text"), { recursive: true });
  const slices = [document.text];
  for (let next = document.next; next !== null;) {
    const found = await slice(0, next);
    expect(found.text.isWellFormed()).toBe(true);
    slices.push(found.text);
    next = found.next;
  }
  expect(slices.length).toBe(4);
  expect(slices.join("") === LONG).toBe(true);
});

it("no text is there for a document that the corpus does not have", async () => {
  await expect(slice(2, 0)).rejects.toMatchObject({ code: "not-found" });
});
