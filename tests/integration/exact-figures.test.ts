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

  it("holds domains within bounds and gives the others what is left, down to one threshold", async () => {
    const within = async (bounds: Record<string, { min?: number; max?: number }>, tokens = 110) => {
      const found = await figures({ budget: { tokens }, domains: { rule: "bounds", bounds } });
      const domains = found.domains.map(({ after, threshold, bound }) => [after.tokens, threshold, bound]);
      return { threshold: found.threshold, domains };
    };
    // arxiv may have ⌊0.4·110⌋ = 44: its best, 40; then book goes on past the 10 of arxiv: 50 + 20.
    expect(await within({ arxiv: { max: 0.4 } })).toEqual({
      threshold: 3,
      domains: [
        [40, 5, "max"],
        [70, null, undefined],
      ],
    });
    // book must have ⌊0.7·110⌋ = 77: 50 + 20; arxiv gets the other 40 and no more.
    expect(await within({ book: { min: 0.7 } })).toEqual({
      threshold: 5,
      domains: [
        [40, null, undefined],
        [70, 3, "min"],
      ],
    });
    // What book must have it has anyway: its 20 rank before the last document of arxiv.
    expect(await within({ book: { min: 0.3 } }, 195)).toEqual({
      threshold: 0,
      domains: [
        [125, null, undefined],
        [70, null, undefined],
      ],
    });
  });

  it("selects within equal ends what shares of the same size select", async () => {
    const sizes = { arxiv: 0.5, book: 0.48 };
    const ends = Object.fromEntries(
      Object.entries(sizes).map(([name, size]) => [name, { min: size, max: size }]),
    );
    const bounded = await figures({ domains: { rule: "bounds", bounds: ends } });
    const shared = await figures({ domains: { rule: "shares", shares: sizes } });
    expect(bounded.domains.map(({ after }) => after)).toEqual(shared.domains.map(({ after }) => after));
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

  it("takes a share of all tokens as the budget, whatever the filters leave", async () => {
    // ⌊0.3·200⌋ = 60 of all; the book documents with a word count of at most 8 have 50 and 20.
    const filters = { domains: ["book"], raters: { word_count: { max: 8 } } };
    expect(await figures({ budget: { share: 0.3 }, filters })).toMatchObject({
      documents: 1,
      tokens: 50,
      budgetTokens: 60,
      domains: [
        { before: { documents: 3, tokens: 125 }, after: { documents: 0, tokens: 0 } },
        { before: { documents: 3, tokens: 75 }, after: { documents: 1, tokens: 50 } },
      ],
    });
  });

  it("names what left nothing to select: the filters, missing values or both", async () => {
    const refusal = (change: Partial<RecipeInput>) =>
      figures(change).then(
        () => "selected",
        (error: unknown) => (error instanceof Error ? error.message : ""),
      );
    const none = { tokens: { min: 1000 } };
    expect(await refusal({ filters: none, missing: "zero" })).toBe(
      "The recipe selects nothing: no document passes its filters.",
    );
    expect(await refusal({ filters: none })).toBe(
      "The recipe selects nothing: every document fails a filter or misses a rater that has a weight.",
    );
    expect(await refusal({ weights: { word_count: 1, fineweb_edu: 1 } })).toBe(
      "The recipe selects nothing: every document misses a rater that has a weight.",
    );
  });

  it("refuses a filter on a rater that the corpus lacks", async () => {
    await expect(figures({ filters: { raters: { fluency: { min: 1 } } } })).rejects.toMatchObject({
      code: "invalid-input",
      message: "No document of the corpus has a value of Fluency.",
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
