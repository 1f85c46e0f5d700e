import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callerOf } from "@/server/api/caller";
import { storeCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let corpusId: string;
beforeAll(async () => {
  studio = await testStudio();
  await storeCorpus(studio.ctx, "small", [{ domain: "a", tokens: 1, scores: { fluency: 1 }, argmax: {} }]);
  corpusId = (await studio.ctx.db.corpus.findFirstOrThrow()).id;
});
afterAll(() => studio.end());

const recipe = { weights: { fluency: 1 }, normalisation: "zscore", budget: { tokens: 1 } } as const;

it.each([
  ["a null byte", "a\0b"],
  ["half a character", "a\ud800b"],
])("refuses a name, a note and a query with %s, which PostgreSQL could not keep", async (_, name) => {
  const api = callerOf(new Headers());
  const saving = { id: randomUUID() };
  await expect(api.recipe.save({ ...saving, recipe: { ...recipe, name } })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  await expect(
    api.recipe.save({ ...saving, note: name, recipe: { ...recipe, name: "r" } }),
  ).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(
    api.view.save({ id: randomUUID(), corpusId, name: "view", query: name }),
  ).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});

it.each(['\'; DROP TABLE "Corpus"; --', "' OR '1'='1", '" OR 1=1 --', "%", "_", "\\", "$1", "?"])(
  "takes %j as a name like any other",
  async (name) => {
    const api = callerOf(new Headers());
    await api.view.save({ id: randomUUID(), corpusId, name, query: name });
    expect((await api.view.list({ corpusId })).filter((view) => view.name === name)).toMatchObject([
      { query: name },
    ]);
    await expect(api.selection.get({ id: name })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await studio.ctx.db.corpus.count()).toBe(1);
  },
);

it("finds nothing by an id that no database could hold", async () => {
  const api = callerOf(new Headers());
  for (const id of ["\0", "a\0b", "\ud800"]) {
    await expect(api.selection.get({ id })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    await expect(api.job.get({ id })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    await expect(api.corpus.get({ corpusId: id })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
  }
});
