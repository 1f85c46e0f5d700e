import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRecipe, type RecipeInput } from "@/core/recipe";
import { exactFigures, type ExactOptions } from "@/core/selection/exact-figures";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { smallCorpus } from "@/tests/support/small-corpus";

/** By hand: word counts 0 … 10 become published scores 0 … 5. */
const corpus = smallCorpus([
  { domain: "arxiv", tokens: 40, scores: { word_count: 10 }, argmax: {} },
  { domain: "book", tokens: 50, scores: { word_count: 8 }, argmax: {} },
  { domain: "arxiv", tokens: 10, scores: { word_count: 6 }, argmax: {} },
  { domain: "book", tokens: 20, scores: { word_count: 6 }, argmax: {} },
  { domain: "book", tokens: 5, scores: { word_count: null, fineweb_edu: 1 }, argmax: {} },
  { domain: "arxiv", tokens: 75, scores: { word_count: 0 }, argmax: {} },
]);

describe("exactFigures", () => {
  let folder: string;
  let engine: DuckDb;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "exact-"));
    engine = await openDuckDb({ temporaryFolder: folder, memoryMb: 256, threads: 2 });
    for (const statement of corpus.createSql("scores")) await engine.run(statement);
  });
  afterAll(async () => {
    engine.close();
    await rm(folder, { recursive: true });
  });
  const figures = (change: Partial<RecipeInput>, options: ExactOptions = {}) =>
    exactFigures(
      engine,
      "scores",
      parseRecipe({
        name: "by hand",
        weights: { word_count: 1 },
        normalisation: "published",
        budget: { tokens: 110 },
        ...change,
      }),
      corpus.statistics,
      options,
    );

  it("takes from the top, breaks a tie by ordinal and stops at the first document that does not fit", async () => {
    // 40 + 50 + 10 = 100; the next, 20 tokens with the same score 3, does not fit, and 5 more are never looked at.
    expect(await figures({})).toEqual({
      documents: 3,
      tokens: 100,
      budgetTokens: 110,
      fill: 100 / 110,
      threshold: 3,
      domains: [
        {
          domain: "arxiv",
          before: { documents: 3, tokens: 125 },
          after: { documents: 2, tokens: 50 },
          threshold: null,
        },
        {
          domain: "book",
          before: { documents: 3, tokens: 75 },
          after: { documents: 1, tokens: 50 },
          threshold: null,
        },
      ],
    });
  });

  it("gives each domain its own prefix and threshold under quotas", async () => {
    // arxiv ⌊110·125/200⌋ = 68: 40 + 10; book ⌊110·75/200⌋ = 41: its best document has 50, so none.
    const { documents, tokens, threshold, domains } = await figures({ domains: { rule: "proportional" } });
    expect({ documents, tokens, threshold }).toEqual({ documents: 2, tokens: 50, threshold: null });
    expect(domains.map(({ after, threshold: own }) => ({ ...after, own }))).toEqual([
      { documents: 2, tokens: 50, own: 3 },
      { documents: 0, tokens: 0, own: null },
    ]);
  });

  it("takes all there is when the budget does not cut", async () => {
    const { documents, tokens, fill, threshold } = await figures({ budget: { tokens: 1000 } });
    expect({ documents, tokens, fill, threshold }).toEqual({
      documents: 5,
      tokens: 195,
      fill: 0.195,
      threshold: 0,
    });
  });

  it("names the threshold 0 where the score of the last document is −0", async () => {
    // The mean is 6: turned, 0 scores highest with its 75 tokens, then the first 6 scores −0 with its 10.
    const turned = {
      directions: { word_count: -1 },
      normalisation: "zscore",
      budget: { tokens: 85 },
    } as const;
    // Sorting would hide the sign: one row at most is sorted.
    expect((await figures(turned, { walkRows: 1 })).threshold).toBe(0);
  });

  it("refuses a budget smaller than the best document", async () => {
    await expect(figures({ budget: { tokens: 39 } })).rejects.toMatchObject({
      code: "invalid-input",
      message: "The recipe selects nothing: the best document is larger than the budget of 39 tokens allows.",
    });
  });

  it("stops when it is cancelled", async () => {
    const recipe = parseRecipe({
      name: "x",
      weights: { word_count: 1 },
      normalisation: "rank",
      budget: { tokens: 9 },
    });
    const cancelled = exactFigures(engine, "scores", recipe, corpus.statistics, {
      signal: AbortSignal.abort(),
    });
    await expect(cancelled).rejects.toMatchObject({ code: "cancelled" });
  });
});
