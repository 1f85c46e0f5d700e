import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { parseRecipe, weightOf, type Recipe } from "@/core/recipe";
import { setWeight } from "@/core/recipe-edit";
import { halvingFlip } from "@/core/selection/flip-halving";
import { flipsBy, topWeight, type Flips, type FlipsBy } from "@/core/selection/flips";
import { documentFlips } from "@/server/services/document/flips";
import { oracle } from "@/tests/support/oracle";
import { documents, recipes } from "@/tests/support/random-recipes";
import type { SmallCorpus, SmallDocument } from "@/tests/support/small-corpus";
import { storeCorpus, type StoredCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const RUNS = 12;
const STEPS = 1e6;

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());

let made = 0;
const stored = (documents: readonly SmallDocument[]): Promise<StoredCorpus> =>
  storeCorpus(studio.ctx, `corpus ${String((made += 1))}`, documents);

async function flipsOf({ versionId }: StoredCorpus, recipe: Recipe, ordinal: number): Promise<Flips> {
  for await (const event of documentFlips({ ctx: studio.ctx, input: { versionId, ordinal, recipe } }))
    if (event.kind === "ready") return event.result;
  throw new Error("no flips");
}

const isIn = (corpus: SmallCorpus, recipe: Recipe, ordinal: number): boolean =>
  oracle(corpus, recipe).ordinals.includes(ordinal);

/** Every weight next to one at which the document and another have the same score, and the ends; the nearest first. */
function weightsToTry(corpus: SmallCorpus, recipe: Recipe, ordinal: number, rater: RaterId): number[] {
  const [low, high] = [1, 2].map((weight) => oracle(corpus, setWeight(recipe, rater, weight)).scores);
  const now = Math.round(weightOf(recipe, rater) * STEPS);
  const top = Math.round(topWeight(recipe) * STEPS);
  const steps = new Set([0, 1, now - 1, now + 1, top]);
  for (const other of low?.keys() ?? []) {
    const gapAt = (scores: ReadonlyMap<number, number> | undefined) =>
      (scores?.get(other) ?? Number.NaN) - (scores?.get(ordinal) ?? Number.NaN);
    const slope = gapAt(high) - gapAt(low);
    const crossing = Math.round((1 - gapAt(low) / slope) * STEPS);
    for (const by of [-1, 0, 1]) steps.add(crossing + by);
  }
  const others = RATER_IDS.some((id) => id !== rater && weightOf(recipe, id) > 0);
  return [...steps]
    .filter((step) => step >= (others ? 0 : 1) && step <= top && step !== now)
    .sort((a, b) => Math.abs(a - now) - Math.abs(b - now) || a - b)
    .map((step) => step / STEPS);
}

const bruteFlip = (corpus: SmallCorpus, recipe: Recipe, ordinal: number, rater: RaterId): number | null => {
  const now = isIn(corpus, recipe, ordinal);
  const turns = (weight: number) => isIn(corpus, setWeight(recipe, rater, weight), ordinal) !== now;
  return weightsToTry(corpus, recipe, ordinal, rater).find(turns) ?? null;
};

const MOST_DOCUMENTS = 20;

/** Two decimals: smaller differences than those drown in the rounding of sums, and no weight tells such documents apart. */
const coarse = (scores: SmallDocument["scores"]): SmallDocument["scores"] =>
  Object.fromEntries(
    Object.entries(scores).map(([rater, x]) => [rater, x === null ? null : Math.round(x * 100) / 100 + 0]),
  );

/** What halving finds where every question is answered by ranking all anew. */
function halvedFlip(corpus: SmallCorpus, recipe: Recipe, ordinal: number, rater: RaterId): number | null {
  const now = isIn(corpus, recipe, ordinal);
  const from = Math.round(weightOf(recipe, rater) * STEPS);
  const others = RATER_IDS.some((id) => id !== rater && weightOf(recipe, id) > 0);
  const up = Math.round(topWeight(recipe) * STEPS) - from;
  const search = halvingFlip({ down: others ? from : from - 1, up });
  const weightAt = (step: number): number => (from + step) / STEPS;
  let step = search.next();
  while (step.done !== true)
    step = search.next(isIn(corpus, setWeight(recipe, rater, weightAt(step.value)), ordinal) !== now);
  return step.value === null ? null : weightAt(step.value);
}

/** A few documents of like size and a budget that takes some of them: hardly any would turn otherwise. */
const turning = (by: FlipsBy) =>
  documents
    .map((given) =>
      given.slice(0, MOST_DOCUMENTS).map((document) => ({
        ...document,
        tokens: document.tokens % 50,
        scores: coarse(document.scores),
      })),
    )
    .filter((given) => given.some(({ scores }) => Object.values(scores).some((x) => x !== null)))
    .chain((given) =>
      fc.record({
        documents: fc.constant(given),
        recipe: recipes(given),
        percent: fc.integer({ min: 20, max: 80 }),
        ordinal: fc.nat({ max: given.length - 1 }),
      }),
    )
    .filter(({ recipe }) => flipsBy(recipe) === by);

describe("the flips of a document", () => {
  it("are the nearest weights that turn it when every crossing is tried and all is ranked anew", async () => {
    await fc.assert(
      fc.asyncProperty(turning("crossings"), async ({ documents, percent, ordinal, ...given }) => {
        const recipe: Recipe = { ...given.recipe, budget: { share: percent / 100 } };
        const corpus = await stored(documents);
        const { isIn: nowIn, top, flips } = await flipsOf(corpus, recipe, ordinal);
        expect([nowIn, top]).toEqual([isIn(corpus, recipe, ordinal), topWeight(recipe)]);
        const raters = RATER_IDS.filter((rater) => corpus.statistics.raters[rater] !== null);
        expect(flips).toEqual(
          raters.map((rater) => ({
            rater,
            weight: weightOf(recipe, rater),
            turnsAt: bruteFlip(corpus, recipe, ordinal, rater),
          })),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it("under bounds and caps turn it, as ranking all anew does for every weight that is tried", async () => {
    await fc.assert(
      fc.asyncProperty(turning("halving"), async ({ documents, percent, ordinal, ...given }) => {
        const recipe: Recipe = { ...given.recipe, budget: { share: percent / 100 } };
        const corpus = await stored(documents);
        const { isIn: nowIn, by, flips } = await flipsOf(corpus, recipe, ordinal);
        expect([nowIn, by]).toEqual([isIn(corpus, recipe, ordinal), "halving"]);
        const raters = RATER_IDS.filter((rater) => corpus.statistics.raters[rater] !== null);
        expect(flips).toEqual(
          raters.map((rater) => ({
            rater,
            weight: weightOf(recipe, rater),
            turnsAt: halvedFlip(corpus, recipe, ordinal, rater),
          })),
        );
      }),
      { numRuns: RUNS },
    );
  });

  describe("by hand", () => {
    const one = (word_count: number | null, fineweb_edu: number | null, tokens = 10): SmallDocument => ({
      ...{ domain: "arxiv", tokens, scores: { word_count, fineweb_edu }, argmax: {} },
    });
    const recipeOf = (change: object): Recipe =>
      parseRecipe({
        ...{ name: "by hand", weights: { word_count: 1 }, normalisation: "published" },
        ...{ budget: { tokens: 20 }, ...change },
      });
    let corpus: StoredCorpus;
    beforeAll(async () => {
      corpus = await stored([one(10, 0), one(8, 0), one(6, 4), one(4, null), one(0, 10), one(2, 5, 30)]);
    });
    const turnsAt = async (recipe: Recipe, ordinal: number) => {
      const { flips } = await flipsOf(corpus, recipe, ordinal);
      return Object.fromEntries(flips.map((flip) => [flip.rater, flip.turnsAt]));
    };

    it("a document just out comes in where its score passes that of the last in", async () => {
      // z of word counts: 5 4 3 2 0 1, of FineWeb-Edu: 0 0 2 · 5 2.5; 3 + 2w passes 4 beyond w = 0.5.
      expect(await turnsAt(recipeOf({}), 2)).toEqual({ word_count: null, fineweb_edu: 0.500001 });
      expect(await turnsAt(recipeOf({}), 1)).toEqual({ word_count: null, fineweb_edu: 0.500001 });
    });

    it("a weight back at 0 brings back what it left out, and the smallest weight drops it", async () => {
      const both = recipeOf({ weights: { word_count: 1, fineweb_edu: 0.1 }, budget: { tokens: 50 } });
      expect(await turnsAt(both, 3)).toEqual({ word_count: null, fineweb_edu: 0 });
      const alone = recipeOf({ budget: { tokens: 50 } });
      expect(await turnsAt(alone, 3)).toEqual({ word_count: null, fineweb_edu: 0.000001 });
    });

    it("nothing turns a document larger than the budget or of a domain without a share", async () => {
      expect(await turnsAt(recipeOf({}), 5)).toEqual({ word_count: null, fineweb_edu: null });
      const elsewhere = await stored([one(10, 0), { ...one(8, 0), domain: "book" }]);
      const shares = recipeOf({ domains: { rule: "shares", shares: { arxiv: 1 } } });
      const { flips } = await flipsOf(elsewhere, shares, 1);
      expect(flips.map((flip) => flip.turnsAt)).toEqual([null, null]);
    });

    it("tells how far it is, and stops when nobody listens", async () => {
      const input = { versionId: corpus.versionId, ordinal: 4, recipe: recipeOf({}) };
      const told: unknown[] = [];
      for await (const event of documentFlips({ ctx: studio.ctx, input }))
        told.push(event.kind === "working" ? event.of : event.result.flips.length);
      expect(told.at(-1)).toBe(2);
      expect(told[0]).toBe(2);
      const stopped = documentFlips({
        ...{ ctx: studio.ctx, input: { ...input, ordinal: 3 } },
        signal: AbortSignal.abort(),
      });
      await expect(stopped.next()).rejects.toMatchObject({ code: "cancelled" });
    });
  });
});
