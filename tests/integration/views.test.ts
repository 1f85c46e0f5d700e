import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { archiveView } from "@/server/services/view/archive";
import { listViews } from "@/server/services/view/list";
import { saveView } from "@/server/services/view/save";
import { storeCorpus, type StoredCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let corpus: StoredCorpus;
beforeEach(async () => {
  studio = await testStudio();
  const document = { domain: "c4", tokens: 1, scores: { word_count: 1 }, argmax: {} };
  corpus = await storeCorpus(studio.ctx, "viewed", [document]);
});
afterEach(() => studio.end());

const save = (name: string, query: string, id: string = randomUUID()) =>
  saveView({ ctx: studio.ctx, input: { id, corpusId: corpus.corpusId, name, query } });
const names = async () =>
  (await listViews({ ctx: studio.ctx, input: { corpusId: corpus.corpusId } })).map(({ name, query }) => [
    name,
    query,
  ]);

describe("saved views", () => {
  it("are listed by name, each with the query it shows", async () => {
    await save("short books", "domain=book&tokens=..500");
    await save("best first", "sort=score");
    expect(await names()).toEqual([
      ["best first", "sort=score"],
      ["short books", "domain=book&tokens=..500"],
    ]);
  });

  it("are saved once, however often and by however many at once", async () => {
    const id = randomUUID();
    const saved = await Promise.all([
      save("one", "sort=tokens", id),
      save("one", "sort=tokens", id),
      save("one", "sort=tokens"),
    ]);
    expect(new Set(saved.map((view) => view.id)).size).toBe(1);
    expect(await names()).toEqual([["one", "sort=tokens"]]);
  });

  it("are never written over by another of the same name", async () => {
    await save("mine", "sort=tokens");
    await expect(save("mine", "sort=domain")).rejects.toMatchObject({ code: "conflict" });
    expect(await names()).toEqual([["mine", "sort=tokens"]]);
  });

  it("leave the list when archived, twice is once, and their name is free again", async () => {
    const { id } = await save("old", "sort=tokens");
    await archiveView({ ctx: studio.ctx, input: { id } });
    await archiveView({ ctx: studio.ctx, input: { id } });
    expect(await names()).toEqual([]);
    await save("old", "sort=domain");
    expect(await names()).toEqual([["old", "sort=domain"]]);
  });

  it("need a corpus, a name and, to be archived, to be there", async () => {
    await expect(save("  ", "")).rejects.toMatchObject({ code: "invalid-input" });
    await expect(archiveView({ ctx: studio.ctx, input: { id: "none" } })).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(
      saveView({ ctx: studio.ctx, input: { id: randomUUID(), corpusId: "none", name: "x", query: "" } }),
    ).rejects.toMatchObject({ code: "not-found" });
  });
});
