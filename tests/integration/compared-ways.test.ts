import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Waypoint } from "@/core/comparison/between";
import { betweenHindrance } from "@/core/comparison/mix-recipes";
import { RATER_IDS } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import { compareBetween } from "@/server/services/comparison/between";
import { oracle } from "@/tests/support/oracle";
import { comparisons, outcomeOf, saveAll } from "@/tests/support/random-comparisons";
import type { SmallCorpus } from "@/tests/support/small-corpus";
import { storeCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const RUNS = 8;
const STEPS = 4;

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());

/** The second recipe with everything but its weights and the size of its budget from the first. */
function onTheWay(first: Recipe, second: Recipe): Recipe {
  const { weights, budget } = second;
  const isSameKind = "tokens" in budget === "tokens" in first.budget;
  const made = { ...first, weights, budget: isSameKind ? budget : first.budget };
  if (made.temperature !== undefined) {
    delete made.temperature;
    delete made.seed;
  }
  return made;
}

const plain = (recipe: Recipe): Recipe => onTheWay(recipe, recipe);

const plainRecipe = (weights: Recipe["weights"]): Recipe => ({
  ...{ name: "a", weights, normalisation: "rank", budget: { share: 0.5 } },
  ...{ directions: {}, missing: "exclude", domains: { rule: "global" } },
});

/** Counts a waypoint by looking at every document. */
function expectCounted(corpus: SmallCorpus, ends: readonly [Recipe, Recipe], waypoint: Waypoint): void {
  const { documents, statistics } = corpus;
  const own = oracle(corpus, waypoint.recipe);
  const [first, second] = ends.map((end) => oracle(corpus, end).ordinals);
  const tokensOf = (ordinals: readonly number[]): number =>
    ordinals.reduce((sum, ordinal) => sum + (documents[ordinal]?.tokens ?? 0), 0);
  const overlap = (other: readonly number[] = []) => {
    const both = own.ordinals.filter((ordinal) => other.includes(ordinal));
    const either = [...new Set([...own.ordinals, ...other])];
    const tokens = tokensOf(either);
    return {
      byDocuments: either.length === 0 ? 1 : both.length / either.length,
      byTokens: tokens === 0 ? 1 : tokensOf(both) / tokens,
    };
  };
  expect(waypoint).toMatchObject({
    documents: own.documents,
    tokens: own.tokens,
    domains: statistics.domains.map(({ domain }) => {
      const found = own.domains.find((figures) => figures.domain === domain);
      return { documents: found?.documents, tokens: found?.tokens };
    }),
    withFirst: overlap(first),
    withSecond: overlap(second),
  });
}

/** Weights as shares of their sum. */
const sharesOf = ({ weights }: Recipe): number[] => {
  const all = RATER_IDS.map((rater) => weights[rater] ?? 0);
  const total = all.reduce((sum, weight) => sum + weight, 0);
  return all.map((weight) => weight / total);
};

const sizeOf = ({ budget }: Recipe): number => ("tokens" in budget ? budget.tokens : budget.share);

describe("the way between two recipes", () => {
  it("mixes weights and budgets linearly and counts every place exactly, ends and middle first", async () => {
    let made = 0;
    await fc.assert(
      fc.asyncProperty(comparisons, async ({ documents, recipes }) => {
        const corpus = await storeCorpus(studio.ctx, `way ${String((made += 1))}`, documents);
        const [given, other = given] = recipes;
        if (given === undefined || other === undefined) return;
        const ends = [plain(given), onTheWay(given, other)] as const;
        const [first, second = first] = await saveAll(studio.ctx, ends);
        if (first === undefined || second === undefined) return;
        const input = { versionId: corpus.versionId, first, second, steps: STEPS };
        const { result, told } = await outcomeOf(compareBetween({ ctx: studio.ctx, input }));
        expect(result.map(({ at }) => at)).toEqual([0, 0.25, 0.5, 0.75, 1]);
        for (const waypoint of result) {
          expectCounted(corpus, ends, waypoint);
          const [from, to] = ends.map(sharesOf);
          sharesOf(waypoint.recipe).forEach((share, rater) => {
            const mixed = (1 - waypoint.at) * (from?.[rater] ?? 0) + waypoint.at * (to?.[rater] ?? 0);
            expect(Math.abs(share - mixed)).toBeLessThan(1e-6);
          });
          const size = (1 - waypoint.at) * sizeOf(ends[0]) + waypoint.at * sizeOf(ends[1]);
          expect(Math.abs(sizeOf(waypoint.recipe) - size)).toBeLessThanOrEqual(
            "tokens" in given.budget ? 0.5 : 1e-12,
          );
        }
        const order = [0, 1, 0.5, 0.25, 0.75];
        for (const { done, total, waypoints } of told) {
          expect(total).toBe(STEPS + 1);
          expect(waypoints.map(({ at }) => at)).toEqual(order.slice(0, done));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("ends when its only listener leaves, and begins again for the next", async () => {
    const documents = Array.from({ length: 40 }, (_, at) => ({
      ...{ domain: "c4", tokens: 5, argmax: {} },
      scores: { word_count: at, dsir_books: (at * 7) % 40 },
    }));
    const corpus = await storeCorpus(studio.ctx, "left on the way", documents);
    const recipe = plainRecipe({ word_count: 1 });
    const [first, second] = await saveAll(studio.ctx, [recipe, { ...recipe, weights: { dsir_books: 1 } }]);
    if (first === undefined || second === undefined) expect.fail();
    const input = { versionId: corpus.versionId, first, second, steps: 50 };
    const leaving = new AbortController();
    const walk = async () => {
      for await (const event of compareBetween({ ctx: studio.ctx, input, signal: leaving.signal }))
        if (event.kind === "working") leaving.abort();
    };
    await expect(walk()).rejects.toMatchObject({ code: "cancelled" });
    const { result } = await outcomeOf(compareBetween({ ctx: studio.ctx, input: { ...input, steps: 2 } }));
    expect(result.map(({ at }) => at)).toEqual([0, 0.5, 1]);
  });

  it("is refused, with what differs, where more than weights and budget do", async () => {
    const documents = [{ domain: "c4", tokens: 5, scores: { word_count: 1 }, argmax: {} }];
    const corpus = await storeCorpus(studio.ctx, "no way", documents);
    const recipe = plainRecipe({ word_count: 1 });
    const turned: Recipe = {
      ...recipe,
      normalisation: "zscore",
      directions: { word_count: -1 },
      missing: "zero",
    };
    const [first, second] = await saveAll(studio.ctx, [recipe, turned]);
    if (first === undefined || second === undefined) expect.fail();
    const asked = outcomeOf(
      compareBetween({ ctx: studio.ctx, input: { versionId: corpus.versionId, first, second } }),
    );
    await expect(asked).rejects.toMatchObject({
      code: "invalid-input",
      message: expect.stringMatching(
        /differ in the normalisation; the direction of Word count; what counts for a missing value\.$/,
      ) as string,
    });
    expect(betweenHindrance(recipe, { ...recipe, budget: { tokens: 5 } })).toBe(
      '"a" and "a" differ in the kind of budget.',
    );
    expect(betweenHindrance(recipe, { ...recipe, weights: { word_count: 2 } })).toBeNull();
    const warm = { ...recipe, temperature: 2 };
    expect(betweenHindrance(warm, { ...warm, weights: { word_count: 2 } })).toMatch(/the sum of the weights/);
    expect(betweenHindrance(warm, { ...warm, seed: 1 })).toMatch(/the seed/);
    const filtered = { ...recipe, filters: { tokens: { min: 2 } } };
    expect(betweenHindrance(filtered, recipe)).toMatch(/the filters/);
    expect(betweenHindrance(recipe, { ...recipe, domains: { rule: "proportional" } })).toMatch(
      /the domain rule/,
    );
  });
});
