import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draggedFigures } from "@/core/preview/dragged-figures";
import { grab } from "@/core/preview/grabbed";
import type { MixtureFigures } from "@/core/preview/preview";
import { previewBoundary } from "@/core/preview/preview-boundary";
import { previewMixture } from "@/core/preview/preview-mixture";
import { scoreGrabbed } from "@/core/preview/score-sample";
import { sampleSize } from "@/core/preview/selected-rows";
import { parseRecipe, seedOf, type Recipe } from "@/core/recipe";
import { planScoring } from "@/core/scoring/plan";
import { oracle } from "@/tests/support/oracle";
import { uncappedCases as cases } from "@/tests/support/random-recipes";
import { randomNumbers } from "@/tests/support/random-numbers";
import { smallCorpus, type SmallCorpus, type SmallDocument } from "@/tests/support/small-corpus";
import { openWasm, type WasmEngine } from "@/tests/support/wasm-engine";

/** Rows of a sample drawn in proportion to their tokens, the longest for certain; no two scores are equal. */
function sampled(seed: number): SmallDocument[] {
  const random = randomNumbers(seed);
  return Array.from({ length: 400 }, () => {
    const tokens = 1 + Math.floor(2000 * random() ** 3);
    return {
      domain: ["arxiv", "book", "c4"][Math.floor(3 * random() ** 2)] ?? "c4",
      tokens,
      scores: { unigram_entropy: random(), word_count: random() < 0.05 ? null : random() },
      argmax: {},
      inclusion: Math.min(1, Math.fround(tokens / 900)),
    };
  });
}

const RULES: readonly Recipe["domains"][] = [
  { rule: "global" },
  { rule: "proportional" },
  { rule: "shares", shares: { arxiv: 0.5, c4: 0.2 } },
];

const moved = (weight: number, share: number, domains: Recipe["domains"], missing: Recipe["missing"]) =>
  parseRecipe({
    name: "moved",
    weights: { unigram_entropy: weight, word_count: 0.4 },
    normalisation: "zscore",
    missing,
    budget: { share },
    domains,
  });

/** Every number by its path. */
const numbersIn = (value: unknown, path = ""): [string, number | null][] =>
  typeof value === "number" || value === null
    ? [[path, value]]
    : typeof value === "object"
      ? Object.entries(value).flatMap(([key, part]) => numbersIn(part, `${path}.${key}`))
      : [];

/** Sums of fractions depend on their order by roundings, and an error of 0 is what roundings leave. */
function expectSame(mixture: MixtureFigures, expected: MixtureFigures, tokens: number): void {
  const numbers = new Map(numbersIn(mixture));
  for (const [path, value] of numbersIn(expected)) {
    const slack = /share|fill|threshold/.test(path) ? 1e-6 : 1e-8 * tokens;
    const own = numbers.get(path) ?? null;
    if (value === null) expect([path, own]).toEqual([path, null]);
    else expect([path, Math.abs((own ?? Number.NaN) - value) <= slack]).toEqual([path, true]);
  }
}

describe("the question of a drag", () => {
  let engine: WasmEngine;
  beforeAll(async () => {
    engine = await openWasm();
  });
  afterAll(() => engine.close());

  async function make(corpus: SmallCorpus, seed: number): Promise<void> {
    for (const statement of corpus.createSql("scores", seed)) await engine.query(statement);
  }

  it("estimate what every figure asked by itself does, with the same intervals and documents at the threshold", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 1, max: 99 }),
        fc.constantFrom(...RULES),
        fc.constantFrom("exclude" as const, "median" as const),
        async (seed, weight, percent, domains, missing) => {
          const corpus = smallCorpus(sampled(seed));
          await make(corpus, 0);
          const size = await sampleSize(engine, "scores");
          const statistics = { ...corpus.statistics, documents: 5000, tokens: 3 * corpus.statistics.tokens };
          const table = { name: "scores", kind: "values" as const, rows: corpus.documents.length, size };
          const at = (part: number) =>
            planScoring(moved(part / 1000, percent / 100, domains, missing), statistics);
          const grabbed = await grab(engine, table, at(700), "unigram_entropy", null);
          const plan = at(weight);
          const dragged = await draggedFigures(engine, grabbed, plan, statistics);
          const asked = await scoreGrabbed(engine, grabbed, plan);
          if (dragged === null) throw new Error("a drag over 400 rows needs no other way");
          const expected = await previewMixture(engine, asked, statistics);
          expectSame(dragged.mixture, expected, statistics.tokens);
          expect(dragged.boundary).toEqual(await previewBoundary(engine, asked, statistics));
          expect(dragged.mixture.documents.error).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 8 },
    );
  });

  it("count, where the sample is the whole corpus", async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.integer({ min: 1, max: 2_000_000 }), async ({ documents, recipe }, part) => {
        const corpus = smallCorpus(documents);
        await make(corpus, seedOf(recipe));
        const rows = documents.length;
        const kind = recipe.normalisation === "rank" ? ("ranks" as const) : ("values" as const);
        const table = { name: "scores", kind, rows, size: { rows: 0, weight: 0 } };
        const [rater = "word_count"] = planScoring(recipe, corpus.statistics).terms.map((term) => term.rater);
        const plan = planScoring(recipe, corpus.statistics);
        const grabbed = await grab(engine, table, plan, rater, null);
        const later = { ...recipe, weights: { ...recipe.weights, [rater]: part / 1e6 } };
        const dragged = await draggedFigures(
          engine,
          grabbed,
          planScoring(later, corpus.statistics),
          corpus.statistics,
        );
        if (recipe.domains.rule === "bounds") return;
        const expected = oracle(corpus, later);
        const histogram = dragged?.mixture.histogram;
        const eligible = [...expected.scores.keys()].map((ordinal) => documents[ordinal]?.tokens ?? 0);
        const sum = (parts: readonly number[] = []) => parts.reduce((total, value) => total + value, 0);
        expect(sum(histogram?.all)).toBe(sum(eligible));
        expect(sum(histogram?.selected)).toBe(dragged?.mixture.tokens.value);
        expect(dragged?.mixture.documents.error).toBeNull();
      }),
      { numRuns: 25 },
    );
  });
});
