import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measureLeverage } from "@/core/questions/leverage";
import { measureRelations } from "@/core/questions/relations";
import type { QuestionProgress } from "@/core/questions/questioned";
import { measureStability } from "@/core/questions/stability";
import { withNoisyWeights } from "@/core/questions/weight-noise";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { parseRecipe, seedOf, weightOf, type Recipe, type RecipeInput } from "@/core/recipe";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { oracle } from "@/tests/support/oracle";
import { cases } from "@/tests/support/random-recipes";
import { randomNumbers } from "@/tests/support/random-numbers";
import { smallCorpus, type SmallCorpus, type SmallDocument } from "@/tests/support/small-corpus";

let folder: string;
let engine: DuckDb;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "questions-"));
  engine = await openDuckDb({ temporaryFolder: folder, memoryMb: 256, threads: 2 });
});
afterAll(async () => {
  engine.close();
  await rm(folder, { recursive: true });
});

async function questioned(corpus: SmallCorpus, recipe: Recipe, signal = new AbortController().signal) {
  for (const statement of corpus.createSql("scores", seedOf(recipe))) await engine.query(statement);
  return { engine, table: "scores", recipe, statistics: corpus.statistics, signal };
}

const relationsOf = async (corpus: SmallCorpus, recipe: Recipe) =>
  measureRelations(await questioned(corpus, recipe));
const leverageOf = async (corpus: SmallCorpus, recipe: Recipe) =>
  measureLeverage(await questioned(corpus, recipe), () => undefined);
const stabilityOf = async (corpus: SmallCorpus, recipe: Recipe) =>
  measureStability(await questioned(corpus, recipe), () => undefined);

const weightedIn = (recipe: Recipe): RaterId[] => RATER_IDS.filter((rater) => weightOf(recipe, rater) > 0);
const without = (recipe: Recipe, rater: RaterId): Recipe => ({
  ...recipe,
  weights: { ...recipe.weights, [rater]: 0 },
});

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
function covariance(xs: readonly number[], ys: readonly number[]): number {
  const [mx, my] = [mean(xs), mean(ys)];
  return mean(xs.map((x, index) => (x - mx) * ((ys[index] ?? 0) - my)));
}

/**
 * The same values from 0 on and at most 1 apart, since squares of tiny differences are lost; how far apart they
 * were; and the part of that which the rounding of the values themselves may be.
 */
function scaled(values: readonly number[]): { values: number[]; by: number; rounding: number } {
  const from = values.map((value) => value - (values[0] ?? 0));
  const by = Math.max(...from.map(Math.abs));
  const rounding = (4096 * Number.EPSILON * Math.max(...values.map(Math.abs))) / by;
  return { values: from.map((value) => value / by), by, rounding };
}
const expectNear = (found: number | null | undefined, expected: number, rounding: number): void =>
  expect(Math.abs((found ?? Number.NaN) - expected)).toBeLessThan(1e-6 + rounding);

/** z of one rater by document, of the documents that the whole recipe gives a score, capped or not: a recipe of that rater alone. */
function columnsOf(corpus: SmallCorpus, ranked: Recipe) {
  const recipe = { ...ranked, cap: undefined, temperature: undefined };
  const { scores } = oracle(corpus, recipe);
  const ordinals = [...scores.keys()];
  const z = new Map(
    weightedIn(recipe).map((rater) => {
      const alone = oracle(corpus, { ...recipe, weights: { [rater]: 1 } }).scores;
      return [rater, ordinals.map((ordinal) => alone.get(ordinal) ?? Number.NaN)] as const;
    }),
  );
  return { scores: ordinals.map((ordinal) => scores.get(ordinal) ?? Number.NaN), z };
}

const tokensOf = (corpus: SmallCorpus, ordinals: readonly number[]): number =>
  ordinals.reduce((sum, ordinal) => sum + (corpus.documents[ordinal]?.tokens ?? 0), 0);

/** Tokens of the selection, of another one, and of both, by looking at every document. */
function overlap(corpus: SmallCorpus, recipe: Recipe, other: Recipe) {
  const own = oracle(corpus, recipe).ordinals;
  const others = oracle(corpus, other).ordinals;
  const both = own.filter((ordinal) => others.includes(ordinal));
  return {
    own: tokensOf(corpus, own),
    other: tokensOf(corpus, others),
    both: tokensOf(corpus, both),
  };
}

const selectsSomething = (corpus: SmallCorpus, recipe: Recipe) => oracle(corpus, recipe).ordinals.length > 0;

describe("relations of the weighted raters", () => {
  it("are those of a loop over all documents, and dominance sums to 1", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ documents, recipe }) => {
        const corpus = smallCorpus(documents);
        const found = await relationsOf(corpus, recipe);
        const { scores, z } = columnsOf(corpus, recipe);
        expect(found.raters).toEqual(weightedIn(recipe));
        expect(found.documents).toBe(scores.length);
        const column = (at: number): number[] => z.get(found.raters[at] as RaterId) ?? [];
        const varies = (values: readonly number[]) => new Set(values.map((value) => value + 0)).size > 1;
        found.correlation.forEach((row, a) =>
          row.forEach((value, b) => {
            const [xs, ys] = [column(a), column(b)];
            if (!varies(xs) || !varies(ys)) return expect(value).toBeNull();
            const [x, y] = [scaled(xs), scaled(ys)];
            const size = Math.sqrt(covariance(x.values, x.values) * covariance(y.values, y.values));
            expectNear(value, covariance(x.values, y.values) / size, x.rounding + y.rounding);
          }),
        );
        if (found.dominance === null) return;
        expect(mean(found.dominance) * found.dominance.length).toBeCloseTo(1, 9);
        const whole = scaled(scores);
        const parts = found.raters.map((rater, at) =>
          scaled(column(at).map((value) => weightOf(recipe, rater) * value)),
        );
        // Parts that nearly cancel each other leave a whole of fewer digits.
        const cancelled = Math.max(1, ...parts.map((part) => part.by / whole.by)) ** 2;
        found.dominance.forEach((share, at) => {
          const part = parts[at] as ReturnType<typeof scaled>;
          const along = covariance(part.values, whole.values) / covariance(whole.values, whole.values);
          const expected = part.by === 0 ? 0 : along * (part.by / whole.by);
          expectNear(share, expected, cancelled * (1e-6 + whole.rounding));
        });
      }),
      { numRuns: 60 },
    );
  });

  const SCORES = [
    { word_count: 0, dsir_books: 0, mean_word_length: 4 },
    { word_count: 1, dsir_books: 1, mean_word_length: 4 },
    { word_count: 3, dsir_books: 3, mean_word_length: 4 },
    { word_count: 9, dsir_books: 9, mean_word_length: 4 },
  ];
  const twins = smallCorpus(
    SCORES.map((scores): SmallDocument => ({ domain: "c4", tokens: 10, scores, argmax: {} })),
  );
  const recipe = (input: Partial<RecipeInput>) =>
    parseRecipe({ name: "x", weights: {}, normalisation: "zscore", budget: { share: 0.5 }, ...input });

  it("of two identical raters: correlation 1, and dominance as their weights", async () => {
    const found = await relationsOf(twins, recipe({ weights: { word_count: 0.3, dsir_books: 0.1 } }));
    expect(found.correlation[0]?.[1]).toBeCloseTo(1, 12);
    expect(found.raters).toEqual(["word_count", "dsir_books"]);
    expect(found.dominance?.[0]).toBeCloseTo(0.75, 12);
    expect(found.dominance?.[1]).toBeCloseTo(0.25, 12);
  });

  it("of a rater against its twin: correlation −1, and a dominance below 0 for the lighter one", async () => {
    const weights = { word_count: 3, dsir_books: 1 };
    const found = await relationsOf(twins, recipe({ weights, directions: { dsir_books: -1 } }));
    expect(found.correlation[0]?.[1]).toBeCloseTo(-1, 12);
    expect(found.dominance?.[0]).toBeCloseTo(1.5, 12);
    expect(found.dominance?.[1]).toBeCloseTo(-0.5, 12);
  });

  it("of raters that cancel each other: no dominance, for the score does not vary", async () => {
    const weights = { word_count: 0.1, dsir_books: 0.1 };
    const found = await relationsOf(twins, recipe({ weights, directions: { dsir_books: -1 } }));
    expect(found.dominance).toBeNull();
  });

  it("of a constant rater: none, and it dominates nothing", async () => {
    const found = await relationsOf(twins, recipe({ weights: { word_count: 0.2, mean_word_length: 0.8 } }));
    expect(found.raters).toEqual(["mean_word_length", "word_count"]);
    expect(found.correlation).toEqual([
      [null, null],
      [null, 1],
    ]);
    expect(found.dominance).toEqual([0, 1]);
  });
});

describe("leverage", () => {
  it("is the share of selected tokens that a loop finds lost without the rater", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ documents, recipe }) => {
        const corpus = smallCorpus(documents);
        fc.pre(selectsSomething(corpus, recipe));
        const found = await leverageOf(corpus, recipe);
        expect(found.raters).toEqual(weightedIn(recipe));
        const expected = found.raters.map((rater) => {
          if (found.raters.length === 1) return null;
          const { own, both } = overlap(corpus, recipe, without(recipe, rater));
          return own === 0 ? 0 : 1 - both / own;
        });
        expect(found.lost).toEqual(expected);
        expect(found.tokens).toBe(oracle(corpus, recipe).tokens);
      }),
      { numRuns: 60 },
    );
  });

  it("refuses a recipe that selects nothing", async () => {
    const corpus = smallCorpus([{ domain: "c4", tokens: 10, scores: { word_count: 1 }, argmax: {} }]);
    const recipe = parseRecipe({
      name: "x",
      weights: { word_count: 1 },
      normalisation: "rank",
      budget: { tokens: 9 },
    });
    await expect(leverageOf(corpus, recipe)).rejects.toMatchObject({ code: "invalid-input" });
  });
});

describe("stability", () => {
  it("is the Jaccard index by tokens that a loop finds for each draw of noise", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ documents, recipe }) => {
        const corpus = smallCorpus(documents);
        fc.pre(selectsSomething(corpus, recipe));
        const found = await stabilityOf(corpus, recipe);
        const expected = Array.from({ length: 32 }, (_, draw) => {
          const { own, other, both } = overlap(corpus, recipe, withNoisyWeights(recipe, draw));
          return own + other - both === 0 ? 1 : both / (own + other - both);
        });
        expect(found.draws).toEqual(expected);
        expect(found.mean).toBeCloseTo(mean(expected), 12);
        expect(found.sd).toBeCloseTo(Math.sqrt((covariance(expected, expected) * 32) / 31), 9);
      }),
      { numRuns: 15 },
    );
  });

  const random = randomNumbers(3);
  const corpus = smallCorpus(
    Array.from({ length: 400 }, (): SmallDocument => ({
      domain: "c4",
      tokens: 1 + Math.floor(100 * random()),
      scores: { word_count: random(), dsir_books: random() },
      argmax: {},
    })),
  );
  const recipe = (weights: Recipe["weights"]) =>
    parseRecipe({ name: "x", weights, normalisation: "published", budget: { share: 0.2 } });

  it("of a single weight is 1: another size of it is the same order", async () => {
    const { mean: kept, sd } = await stabilityOf(corpus, recipe({ word_count: 0.4 }));
    expect({ kept, sd }).toEqual({ kept: 1, sd: 0 });
  });

  it("of two weights that pull apart is below 1, and the same each time", async () => {
    const two = recipe({ word_count: 0.4, dsir_books: 0.4 });
    const found = await stabilityOf(corpus, two);
    expect(found.mean).toBeLessThan(1);
    expect(await stabilityOf(corpus, two)).toEqual(found);
  });

  it("tells each draw, and ends between two of them when nobody wants it any more", async () => {
    const seen: QuestionProgress[] = [];
    const leaving = new AbortController();
    const asked = await questioned(corpus, recipe({ word_count: 0.4, dsir_books: 0.4 }), leaving.signal);
    const measuring = measureStability(asked, (progress) => {
      seen.push(progress);
      if (progress.done === 3) leaving.abort();
    });
    await expect(measuring).rejects.toMatchObject({ code: "cancelled" });
    expect(seen).toEqual([0, 1, 2, 3].map((done) => ({ done, total: 32 })));
  });
});
