import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SqlEngine } from "@/core/engine";
import { grab, settle, stepTo, suits, type Grabbed } from "@/core/preview/grabbed";
import { previewBoundary } from "@/core/preview/preview-boundary";
import { previewMixture } from "@/core/preview/preview-mixture";
import { scoreGrabbed, scoreSample } from "@/core/preview/score-sample";
import { wholeFigures, wholeHistogram } from "@/core/preview/whole-figures";
import type { RaterId } from "@/core/raters";
import { seedOf, type Recipe } from "@/core/recipe";
import { turnDirection } from "@/core/recipe-edit";
import { planScoring, type ScoringPlan } from "@/core/scoring/plan";
import { oracle } from "@/tests/support/oracle";
import { uncappedCases as cases } from "@/tests/support/random-recipes";
import { smallCorpus, type SmallCorpus } from "@/tests/support/small-corpus";
import { openWasm, type WasmEngine } from "@/tests/support/wasm-engine";

const moves = fc.array(
  fc.record({
    at: fc.nat(),
    weight: fc.integer({ min: 1, max: 3_000_000 }).map((part) => part / 1e6),
    turns: fc.boolean(),
    rests: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);

const tableOf = (corpus: SmallCorpus, recipe: Recipe) =>
  ({
    name: "scores",
    kind: recipe.normalisation === "rank" ? "ranks" : "values",
    rows: corpus.documents.length,
  }) as const;

interface Move {
  readonly at: number;
  readonly weight: number;
  /** Whether the rater's direction is turned first. */
  readonly turns: boolean;
  /** Whether the hand rests afterwards. */
  readonly rests: boolean;
}

/** A recipe as it stands after each of a person's moves, with the rater that was moved. */
function* moved(recipe: Recipe, steps: readonly Move[]) {
  let now = recipe;
  for (const { at, weight, turns, rests } of steps) {
    const raters = Object.keys(recipe.weights) as RaterId[];
    const rater = raters[at % raters.length] ?? "word_count";
    const turned = turns ? turnDirection(now, rater) : now;
    now = { ...turned, weights: { ...turned.weights, [rater]: weight } };
    yield { recipe: now, rater, rests };
  }
}

/** The scores of a plan by what is grabbed, by ordinal. */
function scoresOf(grabbed: Grabbed, plan: ScoringPlan): Map<number, number> {
  const step = stepTo(grabbed, plan);
  return new Map(
    [...grabbed.scores].flatMap((score, row): [number, number][] => {
      const moved = score + step * (grabbed.z[row] ?? 0);
      return Number.isNaN(moved) ? [] : [[grabbed.keys.ordinal[row] ?? -1, moved]];
    }),
  );
}

/** The largest difference of two scores of a document, as a share of what scores may be. */
function largestError(
  scores: ReadonlyMap<number, number>,
  expected: ReadonlyMap<number, number>,
  { low, high }: ScoringPlan,
): number {
  const errors = [...expected].map(([ordinal, score]) => Math.abs((scores.get(ordinal) ?? Infinity) - score));
  return Math.max(0, ...errors) / (Math.abs(low) + Math.abs(high));
}

const exactly = async (
  engine: SqlEngine,
  corpus: SmallCorpus,
  table: ReturnType<typeof tableOf>,
  recipe: Recipe,
) => {
  const scored = await scoreSample(engine, table, planScoring(recipe, corpus.statistics));
  return {
    mixture: await previewMixture(engine, scored, corpus.statistics),
    boundary: await previewBoundary(engine, scored, corpus.statistics),
  };
};

describe("figures of a weight that was moved", () => {
  let engine: WasmEngine;
  beforeAll(async () => {
    engine = await openWasm();
  });
  afterAll(() => engine.close());

  it("are those of the definition over all documents, grab after grab", async () => {
    await fc.assert(
      fc.asyncProperty(cases, moves, async ({ documents, recipe }, steps) => {
        const corpus = smallCorpus(documents);
        for (const statement of corpus.createSql("scores", seedOf(recipe))) await engine.query(statement);
        const table = tableOf(corpus, recipe);
        let before: Grabbed | null = null;
        for (const step of moved(recipe, steps)) {
          const plan = planScoring(step.recipe, corpus.statistics);
          const grabbed: Grabbed = await grab(engine, table, plan, step.rater, before);
          expect(suits(grabbed, plan)).toBe(true);
          const cells = await wholeHistogram(engine, grabbed, plan, corpus.statistics);
          const figures = await wholeFigures(engine, grabbed, plan, cells, corpus.statistics);
          const expected = oracle(corpus, step.recipe);
          const exact = await exactly(engine, corpus, table, step.recipe);
          expect(figures.mixture.documents).toEqual({ value: expected.documents, error: null });
          expect(figures.mixture.tokens).toEqual({ value: expected.tokens, error: null });
          expect({ ...figures.mixture, histogram: null }).toEqual({ ...exact.mixture, histogram: null });
          expect(figures.boundary).toEqual(exact.boundary);
          const selected = figures.mixture.histogram.selected.reduce((sum, tokens) => sum + tokens, 0);
          expect(selected).toBe(expected.tokens);
          const scores = scoresOf(grabbed, plan);
          expect(scores.size).toBe(expected.scores.size);
          expect(largestError(scores, expected.scores, plan)).toBeLessThan(1e-9);
          before = step.rests ? await settle(engine, grabbed, plan) : grabbed;
        }
      }),
      { numRuns: 25 },
    );
  });

  it("move during a drag as the recipe does, without the rater being grabbed again", async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.integer({ min: 1, max: 2_000_000 }), async ({ documents, recipe }, part) => {
        const corpus = smallCorpus(documents);
        for (const statement of corpus.createSql("scores", seedOf(recipe))) await engine.query(statement);
        const table = tableOf(corpus, recipe);
        const [rater = "word_count"] = Object.keys(recipe.weights) as RaterId[];
        const grabbed = await grab(engine, table, planScoring(recipe, corpus.statistics), rater, null);
        const later = { ...recipe, weights: { ...recipe.weights, [rater]: part / 1e6 } };
        const plan = planScoring(later, corpus.statistics);
        expect(suits(grabbed, plan)).toBe(true);
        const dragged = await scoreGrabbed(engine, grabbed, plan);
        const eligible = dragged.cells.reduce((sum, { rows }) => sum + rows, 0);
        expect(eligible).toBe(oracle(corpus, later).scores.size);
        const cells = await wholeHistogram(engine, grabbed, plan, corpus.statistics);
        const { mixture } = await wholeFigures(engine, grabbed, plan, cells, corpus.statistics);
        expect(mixture.threshold).toBe(oracle(corpus, later).threshold);
      }),
      { numRuns: 25 },
    );
  });
});
