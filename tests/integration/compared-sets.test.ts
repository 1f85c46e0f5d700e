import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LENGTH_EDGES } from "@/core/comparison/lengths";
import type { Count } from "@/core/comparison/set-figures";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { compareSets } from "@/server/services/comparison/sets";
import { oracle, type OracleSelection } from "@/tests/support/oracle";
import { comparisons, outcomeOf, saveAll } from "@/tests/support/random-comparisons";
import type { SmallCorpus } from "@/tests/support/small-corpus";
import { storeCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const RUNS = 20;

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());

const lengthsOf = (lengths: readonly number[]): number[] =>
  [...LENGTH_EDGES, Infinity].map(
    (edge, at, edges) =>
      lengths.filter((length) => length <= edge && length > (edges[at - 1] ?? -Infinity)).length,
  );

/** Every figure by looking at every document. */
function expected(corpus: SmallCorpus, selections: readonly OracleSelection[]) {
  const { documents, statistics } = corpus;
  const count = (ordinals: readonly number[]): Count => ({
    documents: ordinals.length,
    tokens: ordinals.reduce((sum, ordinal) => sum + (documents[ordinal]?.tokens ?? 0), 0),
  });
  const byDomain = (ordinals: readonly number[]): Count[] =>
    statistics.domains.map(({ domain }) =>
      count(ordinals.filter((ordinal) => documents[ordinal]?.domain === domain)),
    );
  const mean = (ordinals: readonly number[], rater: RaterId): number | null => {
    const values = ordinals.flatMap((ordinal) => documents[ordinal]?.scores[rater] ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const membersOf = (ordinal: number): number[] =>
    selections.flatMap(({ ordinals }, at) => (ordinals.includes(ordinal) ? [at] : []));
  const all = documents.map((_, ordinal) => ordinal);
  const regions = new Map<string, number[]>();
  for (const ordinal of all) {
    const key = JSON.stringify(membersOf(ordinal));
    if (key !== "[]") regions.set(key, [...(regions.get(key) ?? []), ordinal]);
  }
  return {
    sets: selections.map(({ ordinals, budgetTokens, threshold }) => ({
      ...count(ordinals),
      budgetTokens,
      threshold,
      domains: byDomain(ordinals),
      lengths: lengthsOf(ordinals.map((ordinal) => documents[ordinal]?.tokens ?? 0)),
      raters: Object.fromEntries(RATER_IDS.map((rater) => [rater, mean(ordinals, rater)])),
    })),
    common: selections.map((a) =>
      selections.map((b) => count(a.ordinals.filter((ordinal) => b.ordinals.includes(ordinal)))),
    ),
    regions: [...regions].map(([key, ordinals]) => ({
      members: JSON.parse(key) as number[],
      ...count(ordinals),
    })),
    corpus: { ...count(all), lengths: lengthsOf(documents.map(({ tokens }) => tokens)) },
  };
}

describe("sets compared", () => {
  it("have every figure that looking at every document gives them", async () => {
    let made = 0;
    await fc.assert(
      fc.asyncProperty(comparisons, async ({ documents, recipes }) => {
        const corpus = await storeCorpus(studio.ctx, `sets ${String((made += 1))}`, documents);
        const items = await saveAll(studio.ctx, recipes);
        const input = { versionId: corpus.versionId, items };
        const { result } = await outcomeOf(compareSets({ ctx: studio.ctx, input }));
        const wanted = expected(
          corpus,
          recipes.map((recipe) => oracle(corpus, recipe)),
        );
        result.sets.forEach(({ raters, threshold, nothing, ...figures }, at) => {
          const own = wanted.sets[at];
          const { raters: means, threshold: limit, ...exact } = own ?? expect.fail();
          expect(figures).toEqual(exact);
          expect(threshold).toBe(limit);
          expect(nothing === null).toBe(figures.documents > 0);
          for (const rater of RATER_IDS) {
            const mean = means[rater];
            if (typeof mean === "number") expect(raters[rater]).toBeCloseTo(mean, 6);
            else expect(raters[rater]).toBeNull();
          }
        });
        expect(result.common).toEqual(wanted.common);
        expect(new Set(result.regions)).toEqual(new Set(wanted.regions));
        expect(result.regions.map((region) => region.documents)).toEqual(
          wanted.regions.map((region) => region.documents).sort((a, b) => b - a),
        );
        expect(result.otherRegions).toEqual({ regions: 0, documents: 0, tokens: 0 });
        expect(result.corpus).toMatchObject(wanted.corpus);
        expect(result.corpus.domains).toEqual(corpus.statistics.domains);
      }),
      { numRuns: RUNS },
    );
  });
});
