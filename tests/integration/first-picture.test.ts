import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exactPreview } from "@/core/preview/exact-preview";
import { previewBoundary } from "@/core/preview/preview-boundary";
import { previewMixture } from "@/core/preview/preview-mixture";
import { binRaters, previewRaters } from "@/core/preview/preview-raters";
import { scoreSample } from "@/core/preview/score-sample";
import { firstRecipe } from "@/core/presets";
import { parseRecipe, type Recipe, type RecipeInput } from "@/core/recipe";
import { recipeHash } from "@/core/recipe-identity";
import { encodeRecipe } from "@/core/recipe-url";
import { planScoring } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";
import { createCaller } from "@/server/api/caller";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { readCorpusInfo, type CorpusInfo } from "@/server/services/corpus/corpus-info";
import { readCorpusStatistics } from "@/server/services/corpus/corpus-statistics";
import { synthesiseCorpus } from "@/server/services/corpus/synthesise";
import type { ImportResult } from "@/server/services/corpus/import";
import { completeCorpus, corporaWithoutParts } from "@/server/services/preview/complete-corpora";
import { previewFigures } from "@/server/services/preview/figures";
import { corpusPath } from "@/server/storage/home";
import { uncappedCases as cases } from "@/tests/support/random-recipes";
import { smallCorpus } from "@/tests/support/small-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { openWasm, type WasmEngine } from "@/tests/support/wasm-engine";

let studio: TestStudio;
let made: ImportResult;
let statistics: CorpusStatistics;
let folder: string;

const synthesise = (documents: number, name: string, seed = 1) =>
  synthesiseCorpus({
    ctx: studio.ctx,
    input: { id: randomUUID(), name, documents, seed },
    signal: new AbortController().signal,
    report: () => undefined,
  });

beforeAll(async () => {
  studio = await testStudio();
  made = await synthesise(3000, "pictured");
  folder = corpusPath(made.fingerprint, studio.home);
  statistics = await readCorpusStatistics(made.fingerprint, studio.home);
});
afterAll(() => studio.end());

const figuresFile = (recipe: Recipe) => path.join(folder, "figures", `${recipeHash(recipe)}.json`);
const recipe = (change: Partial<RecipeInput> = {}): Recipe =>
  parseRecipe({
    ...{
      name: "r",
      weights: { fluency: 0.6, word_count: 0.4 },
      normalisation: "rank",
      budget: { share: 0.2 },
    },
    ...change,
  });

describe("the figures a server counts for a page", () => {
  let server: DuckDb;
  let browser: WasmEngine;
  beforeAll(async () => {
    [server, browser] = [await openDuckDb(), await openWasm()];
  });
  afterAll(() => {
    server.close();
    browser.close();
  });

  it("are those of the browser's engine over all documents, whatever the recipe", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ documents, recipe: random }) => {
        const corpus = smallCorpus(documents);
        for (const engine of [server, browser])
          for (const statement of corpus.createSql("scores")) await engine.query(statement);
        const table = { name: "scores", kind: "ranks", rows: documents.length } as const;
        const sample = await scoreSample(browser, table, planScoring(random, corpus.statistics));
        const bins = await binRaters(browser, table, corpus.statistics);
        const expected = {
          ...(await previewMixture(browser, sample, corpus.statistics)),
          ...(await previewBoundary(browser, sample, corpus.statistics)),
          raters: await previewRaters(browser, sample, bins),
        };
        const counted = await exactPreview(server, "scores", random, corpus.statistics);
        expect(counted).toEqual(expected);
        const raters = new Map(counted.raters.map(({ rater, all }) => [rater, all]));
        expect(await exactPreview(server, "scores", random, corpus.statistics, { raters })).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ["with one threshold", recipe()],
    ["by domain", recipe({ normalisation: "zscore", domains: { rule: "proportional" } })],
    [
      "with the authors' reading",
      recipe({ normalisation: "published", missing: "zero", budget: { tokens: 700_000 } }),
    ],
  ])("are what the exact count before confirming finds, %s", async (_, asked) => {
    const api = createCaller(studio.ctx);
    const figures = await api.preview.figures({ versionId: made.versionId, recipe: asked });
    const count = await api.selection.count({ versionId: made.versionId, recipe: asked });
    expect(figures.basis).toEqual({ kind: "exact", documents: 3000 });
    expect(figures.documents).toEqual({ value: count.documents, error: null });
    expect(figures.tokens).toEqual({ value: count.tokens, error: null });
    expect(figures.threshold).toBe(count.threshold);
    expect(
      figures.domains.map(({ domain, after, threshold }) => ({
        domain,
        after: { documents: after.documents.value, tokens: after.tokens.value },
        threshold,
      })),
    ).toEqual(count.domains.map(({ domain, after, threshold }) => ({ domain, after, threshold })));
  });

  it("are counted once and read from then on", async () => {
    const asked = recipe({ budget: { share: 0.05 } });
    const input = { versionId: made.versionId, recipe: asked };
    const [one, two] = await Promise.all([
      previewFigures({ ctx: studio.ctx, input }),
      previewFigures({ ctx: studio.ctx, input }),
    ]);
    expect(two).toBe(one);
    const scores = path.join(folder, "scores.parquet");
    await rename(scores, `${scores}.away`);
    try {
      expect(await previewFigures({ ctx: studio.ctx, input })).toEqual(one);
      const other = { ...input, recipe: recipe({ budget: { share: 0.06 } }) };
      await expect(previewFigures({ ctx: studio.ctx, input: other })).rejects.toThrow("are gone");
    } finally {
      await rename(`${scores}.away`, scores);
    }
  });

  it("are counted anew when what was kept cannot be read", async () => {
    const asked = recipe({ budget: { share: 0.07 } });
    const input = { versionId: made.versionId, recipe: asked };
    const before = await previewFigures({ ctx: studio.ctx, input });
    await writeFile(figuresFile(asked), '{"basis":');
    expect(await previewFigures({ ctx: studio.ctx, input })).toEqual(before);
    expect(JSON.parse(await readFile(figuresFile(asked), "utf8"))).toEqual(before);
  });

  it("are not counted for someone who has left, nor for a recipe that does not suit the corpus", async () => {
    const input = { versionId: made.versionId, recipe: recipe({ budget: { share: 0.08 } }) };
    const signal = AbortSignal.abort();
    await expect(previewFigures({ ctx: studio.ctx, input, signal })).rejects.toMatchObject({
      code: "cancelled",
    });
    const strange = recipe({ domains: { rule: "shares", shares: { moon: 1 } } });
    await expect(
      previewFigures({ ctx: studio.ctx, input: { versionId: made.versionId, recipe: strange } }),
    ).rejects.toMatchObject({ code: "invalid-input" });
    expect(existsSync(figuresFile(strange))).toBe(false);
  });
});

describe("the opening of a mixer", () => {
  const open = (code?: string) =>
    createCaller(studio.ctx).preview.open({
      corpusId: made.corpusId,
      ...(code === undefined ? {} : { code }),
    });

  it("has the figures of the first recipe from the import on", async () => {
    const first = firstRecipe(statistics);
    if (first === null) throw new Error("no rater");
    const fresh = await synthesise(200, "fresh", 9);
    const files = await readdir(path.join(corpusPath(fresh.fingerprint, studio.home), "figures"));
    expect(files).toHaveLength(1);
    const opening = await open();
    expect(opening.recipe).toEqual(first);
    expect(opening.figures?.recipeKey).toBe(recipeHash(first));
    const count = await createCaller(studio.ctx).selection.count({
      versionId: made.versionId,
      recipe: first,
    });
    expect(opening.figures?.documents.value).toBe(count.documents);
    expect(opening.figures?.tokens.value).toBe(count.tokens);
  });

  it("has the figures of a link's recipe once they were counted, and the first recipe for a link nobody can read", async () => {
    const linked = recipe({ budget: { share: 0.33 } });
    const before = await open(encodeRecipe(linked));
    expect(before.recipe).toEqual(linked);
    expect(before.figures).toBeNull();
    const counted = await previewFigures({
      ctx: studio.ctx,
      input: { versionId: made.versionId, recipe: linked },
    });
    const after = await open(encodeRecipe(linked));
    expect(after.figures).toEqual({ ...counted, recipeKey: recipeHash(linked) });
    expect((await open("no recipe")).recipe).toEqual(firstRecipe(statistics));
  });

  it("carries the statistics with one quantile in 64, and where the score parts lie", async () => {
    const { outline, scoreParts, synthetic } = await open();
    expect(synthetic).toBe(true);
    expect(scoreParts).toEqual((await readCorpusInfo(made.fingerprint, studio.home)).scoreParts);
    const [whole, thin] = [statistics.raters.fineweb_edu?.value, outline.raters.fineweb_edu?.value];
    expect(thin?.quantiles).toEqual(Array.from({ length: 65 }, (_, at) => whole?.quantiles[64 * at]));
    expect({ ...thin, quantiles: [] }).toEqual({ ...whole, quantiles: [] });
    expect(JSON.stringify(outline).length).toBeLessThan(60_000);
    expect(outline.domains).toEqual(statistics.domains);
  });

  it("does not open what is not there", async () => {
    await expect(createCaller(studio.ctx).preview.open({ corpusId: randomUUID() })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("a corpus of an older studio", () => {
  /** As it was written before there were score parts. */
  async function age(fingerprint: string): Promise<CorpusInfo> {
    const info = await readCorpusInfo(fingerprint, studio.home);
    const own = corpusPath(fingerprint, studio.home);
    await writeFile(
      path.join(own, "info.json"),
      JSON.stringify({ ...info, scoreParts: undefined, previewBytes: { values: 1, ranks: 1 } }),
    );
    await rm(path.join(own, "parts"), { recursive: true });
    await rm(path.join(own, "figures"), { recursive: true });
    return info;
  }

  it("opens without parts, and gets the same ones at the next start", async () => {
    const { fingerprint, corpusId } = await synthesise(400, "old", 21);
    const before = await age(fingerprint);
    const api = createCaller(studio.ctx);
    const opening = await api.preview.open({ corpusId });
    expect([opening.scoreParts, opening.figures]).toEqual([{ sample: [], all: [] }, null]);
    expect(await corporaWithoutParts(studio.ctx)).toEqual([fingerprint]);
    await completeCorpus(studio.ctx, fingerprint, new AbortController().signal);
    expect(await corporaWithoutParts(studio.ctx)).toEqual([]);
    const after = await api.preview.open({ corpusId });
    expect(after.scoreParts).toEqual(before.scoreParts);
    expect(after.figures?.basis).toEqual({ kind: "exact", documents: 400 });
    for (const { sha256 } of after.scoreParts.sample)
      expect(existsSync(path.join(corpusPath(fingerprint, studio.home), "parts", `${sha256}.arrow`))).toBe(
        true,
      );
  });

  it("gets them too when the same documents are brought in again", async () => {
    const { fingerprint, corpusId } = await synthesise(400, "again", 22);
    const before = await age(fingerprint);
    expect((await synthesise(400, "again", 22)).fingerprint).toBe(fingerprint);
    const after = await createCaller(studio.ctx).preview.open({ corpusId });
    expect(after.scoreParts).toEqual(before.scoreParts);
    expect(after.figures).not.toBeNull();
  });
});
