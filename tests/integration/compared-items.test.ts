import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ComparedItem } from "@/core/comparison/compared-item";
import type { ItemRef } from "@/core/comparison/item";
import { llamaShapeSchema } from "@/core/models";
import { recipeSchema, type RecipeInput } from "@/core/recipe";
import { recipeHash } from "@/core/recipe-identity";
import { defaultTrainSettings } from "@/core/train-settings";
import { comparedItems } from "@/server/services/comparison/items";
import { compareSets } from "@/server/services/comparison/sets";
import { runJobHere } from "@/server/services/job/run-here";
import { saveRecipe } from "@/server/services/recipe/save";
import { confirmSelection } from "@/server/services/selection/confirm";
import { countSelection } from "@/server/services/selection/count";
import { materialiseSelection } from "@/server/services/selection/materialise";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { corpusPath, selectionPath } from "@/server/storage/home";
import { outcomeOf } from "@/tests/support/random-comparisons";
import type { SmallDocument } from "@/tests/support/small-corpus";
import { storeCorpus, type StoredCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let web: StoredCorpus;
let books: StoredCorpus;
beforeAll(async () => {
  studio = await testStudio();
  web = await storeCorpus(studio.ctx, "web", documentsOf("c4", 0));
  books = await storeCorpus(studio.ctx, "books", documentsOf("book", 1));
});
afterAll(() => studio.end());

const documentsOf = (domain: string, off: number): SmallDocument[] =>
  Array.from({ length: 20 }, (_, at) => ({
    domain,
    tokens: 10 + at,
    scores: { word_count: at + off, ...(domain === "book" ? { dsir_books: at } : {}) },
    argmax: {},
  }));

const recipe = (name: string, changes: Partial<RecipeInput> = {}) =>
  recipeSchema.parse({
    ...{ name, weights: { word_count: 1 }, normalisation: "rank", budget: { share: 0.5 } },
    ...changes,
  });

async function saved(name: string, changes?: Partial<RecipeInput>): Promise<ItemRef & { kind: "version" }> {
  const { id } = await saveRecipe({
    ctx: studio.ctx,
    input: { id: randomUUID(), recipe: recipe(name, changes) },
  });
  return { kind: "version", id };
}

interface Confirmed {
  readonly id: string;
  readonly selectionKey: string;
}

/** Confirms a saved version on a corpus, and writes its files. */
async function confirmed(corpus: StoredCorpus, version: ItemRef): Promise<Confirmed> {
  const { ctx } = studio;
  const { body } = await ctx.db.recipeVersion.findUniqueOrThrow({ where: { id: version.id } });
  const own = recipeSchema.parse(body);
  const counted = await countSelection({ ctx, input: { versionId: corpus.versionId, recipe: own } });
  const { id, jobId, selectionKey } = await confirmSelection({
    ctx,
    input: {
      ...{ id: randomUUID(), versionId: corpus.versionId, recipe: own, recipeVersionId: version.id },
      expected: { documents: counted.documents, tokens: counted.tokens },
    },
  });
  await runJobHere({
    ...{ ctx, jobId: jobId ?? "", run: materialiseSelection },
    ...{ shutdown: new AbortController().signal, onProgress: () => undefined },
  });
  return { id, selectionKey };
}

async function trained(selectionId: string, name: string): Promise<ItemRef> {
  const shape = llamaShapeSchema.parse({
    ...{ hiddenSize: 32, layers: 1, heads: 2, kvHeads: 2, intermediateSize: 64, context: 64 },
  });
  const { id } = await studio.ctx.db.run.create({
    data: {
      ...{ id: randomUUID(), workspaceId: "local", createdBy: "local", name, selectionId },
      ...{ backend: "local", model: "custom", state: "succeeded", totalSteps: 1 },
      config: { shape, train: defaultTrainSettings("custom") },
    },
  });
  return { kind: "run", id };
}

const items = async (refs: readonly ItemRef[], versionId: string | null = null) =>
  comparedItems({ ctx: studio.ctx, input: { items: [...refs], versionId } });

const hindranceOf = async (ref: ItemRef, versionId: string): Promise<ComparedItem["hindrance"]> =>
  (await items([ref], versionId)).items[0]?.hindrance ?? null;

const sets = async (versionId: string, refs: readonly ItemRef[], signal?: AbortSignal) =>
  outcomeOf(compareSets({ ctx: studio.ctx, input: { versionId, items: [...refs] }, signal }));

describe("items put side by side", () => {
  it("come in the order asked for, with their recipes, names and what they pin", async () => {
    const version = await saved("balanced");
    const selection = await confirmed(web, version);
    const run = await trained(selection.id, "first try");
    const gone: ItemRef = { kind: "selection", id: randomUUID() };
    const found = await items([run, gone, version, { kind: "selection", id: selection.id }]);
    const own = {
      corpusId: web.corpusId,
      ...{ name: "web", number: 1, versionId: web.versionId, fingerprint: web.fingerprint },
    };
    const { contentHash } = await studio.ctx.db.selection.findUniqueOrThrow({ where: { id: selection.id } });
    const common = {
      recipe: recipe("balanced"),
      recipeHash: recipeHash(recipe("balanced")),
      archived: false,
      hindrance: null,
    };
    const ofSelection = { ...selection, contentHash, state: "ready" };
    expect(found).toEqual({
      corpus: { ...own, synthetic: false },
      items: [
        {
          ...{ ...common, ref: run, label: "first try", own, selection: ofSelection },
          run: { id: run.id, name: "first try", model: "custom", state: "succeeded" },
        },
        { ...common, ref: version, label: "balanced v1", own: null, selection: null, run: null },
        {
          ...{
            ...common,
            ref: { kind: "selection", id: selection.id },
            own,
            selection: ofSelection,
            run: null,
          },
          label: `balanced v1 · selection ${selection.selectionKey.slice(0, 8)}`,
        },
      ],
      missing: [{ ref: gone, why: `There is no confirmed selection ${gone.id}.` }],
    });
  });

  it("have no corpus where none of them pins one and none is chosen", async () => {
    const version = await saved("anywhere");
    const { corpus, items: found } = await items([version]);
    expect(corpus).toBeNull();
    expect(found[0]?.hindrance).toBeNull();
  });

  it("stay comparable when they are archived, and say that they are", async () => {
    const version = await saved("put away");
    const selection = await confirmed(web, version);
    const archivedAt = new Date();
    await studio.ctx.db.recipeVersion.update({ where: { id: version.id }, data: { archivedAt } });
    await studio.ctx.db.selection.update({ where: { id: selection.id }, data: { archivedAt } });
    await studio.ctx.db.corpusVersion.update({ where: { id: web.versionId }, data: { archivedAt } });
    const refs = [version, { kind: "selection", id: selection.id } as const];
    const { items: found } = await items(refs, web.versionId);
    expect(found.map(({ archived, hindrance }) => ({ archived, hindrance }))).toEqual([
      { archived: true, hindrance: null },
      { archived: true, hindrance: null },
    ]);
    const { result } = await sets(web.versionId, refs);
    expect(result.regions.map(({ members }) => members)).toEqual([[0, 1]]);
    await studio.ctx.db.corpusVersion.update({ where: { id: web.versionId }, data: { archivedAt: null } });
  });
});

describe("what hinders an item from being compared", () => {
  it("is a selection of another corpus, and its saved version may stand in for it", async () => {
    const version = await saved("elsewhere");
    const selection = await confirmed(books, version);
    const ref: ItemRef = { kind: "selection", id: selection.id };
    expect(await hindranceOf(ref, web.versionId)).toEqual({
      why: 'It was confirmed on version 1 of "books", not on version 1 of "web".',
      way: 'Compare on version 1 of "books", or put the saved version of its recipe here instead.',
    });
    expect(await hindranceOf(version, web.versionId)).toBeNull();
    expect(await hindranceOf(ref, books.versionId)).toBeNull();
    await expect(sets(web.versionId, [version, ref])).rejects.toMatchObject({
      code: "invalid-input",
      message: `The documents of "elsewhere v1 · selection ${selection.selectionKey.slice(0, 8)}" cannot be compared: It was confirmed on version 1 of "books", not on version 1 of "web".`,
    });
  });

  it("is a rater, a share or a filter that the corpus knows nothing of", async () => {
    const rated = await saved("rated", { weights: { dsir_books: 1 } });
    const shared = await saved("shared", { domains: { rule: "shares", shares: { book: 0.5 } } });
    const filtered = await saved("filtered", { filters: { raters: { dsir_books: { min: 1 } } } });
    const why = async (ref: ItemRef) => (await hindranceOf(ref, web.versionId))?.why;
    expect(await why(rated)).toMatch(
      /^DSIR books has weight 1, but no document of the corpus has this rater\.$/i,
    );
    expect(await why(shared)).toBe("The recipe gives a share to book, but the corpus has only c4.");
    expect(await why(filtered)).toMatch(/^No document of the corpus has a value of DSIR books\.$/i);
    expect(await hindranceOf(rated, books.versionId)).toBeNull();
  });

  it("is a version that was deleted, or whose files are gone", async () => {
    const version = await saved("orphan");
    const deleted = await storeCorpus(studio.ctx, "deleted", documentsOf("c4", 2));
    await studio.ctx.db.corpusVersion.update({
      where: { id: deleted.versionId },
      data: { deletedAt: new Date("2026-11-20T00:00:00Z") },
    });
    const { corpus, items: found } = await items([version], deleted.versionId);
    expect(corpus?.name).toBe("deleted");
    expect(found[0]?.hindrance).toEqual({
      why: 'Version 1 of "deleted" was deleted on 2026-11-20.',
      way: "Import the same documents again: they get the same fingerprint.",
    });
    const lost = await storeCorpus(studio.ctx, "lost", documentsOf("c4", 3));
    await rm(corpusPath(lost.fingerprint, studio.home), { recursive: true });
    expect((await hindranceOf(version, lost.versionId))?.why).toMatch(/statistics\.json/);
    await expect(items([version], randomUUID())).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("what a confirmed selection selects", () => {
  it("is what its files say, and is refused when they do not hold what was confirmed", async () => {
    const version = await saved("written", { budget: { share: 0.4 } });
    const selection = await confirmed(web, version);
    const ref: ItemRef = { kind: "selection", id: selection.id };
    const { result } = await sets(web.versionId, [ref, version]);
    expect(result.sets[0]).toEqual(result.sets[1]);
    expect(result.sets[0]?.documents).toBe(result.common[0]?.[1]?.documents);

    const damaged = await confirmed(web, await saved("damaged", { budget: { share: 0.3 } }));
    const file = `${selectionPath(damaged.selectionKey, studio.home)}/selection.parquet`;
    const engine = await openDuckDb();
    await engine.run(`CREATE TABLE kept AS FROM read_parquet(${sqlText(file)}) LIMIT 1`);
    await engine.run(`COPY kept TO ${sqlText(file)} (FORMAT parquet)`);
    engine.close();
    await expect(sets(web.versionId, [{ kind: "selection", id: damaged.id }])).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringMatching(/was confirmed with \d+ documents .* holds 1 with/) as string,
    });
  });

  it("is cut from its recipe where the files are gone", async () => {
    const version = await saved("unwritten", { budget: { share: 0.45 } });
    const selection = await confirmed(web, version);
    await rm(selectionPath(selection.selectionKey, studio.home), { recursive: true });
    const { result } = await sets(web.versionId, [{ kind: "selection", id: selection.id }]);
    const counted = await countSelection({
      ctx: studio.ctx,
      input: { versionId: web.versionId, recipe: recipe("unwritten", { budget: { share: 0.45 } }) },
    });
    expect(result.sets[0]).toMatchObject({ documents: counted.documents, threshold: counted.threshold });
  });
});

describe("a comparison", () => {
  it("says of a recipe that selects nothing why, and counts the others", async () => {
    const nothing = await saved("nothing", { budget: { tokens: 1 } });
    const something = await saved("something");
    const { result, told } = await sets(web.versionId, [nothing, something]);
    expect(result.sets[0]).toMatchObject({
      documents: 0,
      nothing: {
        why: "The recipe selects nothing: the best document is larger than the budget of 1 tokens allows.",
        way: "Raise the budget.",
      },
    });
    expect(result.sets[1]?.nothing).toBeNull();
    expect(told.at(-1)).toMatchObject({ done: 2, total: 2 });
  });

  it("ends when nobody listens, and can be asked for again", async () => {
    const version = await saved("left", { budget: { share: 0.35 } });
    const leaving = AbortSignal.abort();
    await expect(sets(web.versionId, [version], leaving)).rejects.toMatchObject({ code: "cancelled" });
    const [one, other] = await Promise.all([sets(web.versionId, [version]), sets(web.versionId, [version])]);
    expect(one.result).toBe(other.result);
  });
});
