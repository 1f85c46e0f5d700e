import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Recipe } from "@/core/recipe";
import { documentBoundary } from "@/server/services/document/boundary";
import { oracle } from "@/tests/support/oracle";
import { cases } from "@/tests/support/random-recipes";
import type { SmallCorpus } from "@/tests/support/small-corpus";
import { storeCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const RUNS = 25;
const COUNT = 4;

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());

/** The sides of a threshold by sorting everything; of one domain, or of all. */
function expected(corpus: SmallCorpus, recipe: Recipe, domain: string | null) {
  const { scores, ordinals, threshold, domains } = oracle(corpus, recipe);
  const limit =
    domain === null ? threshold : (domains.find((own) => own.domain === domain)?.threshold ?? null);
  const ranking = [...scores.keys()]
    .filter((ordinal) => domain === null || corpus.documents[ordinal]?.domain === domain)
    .sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || a - b);
  const beside = (ordinal: number) => {
    const score = scores.get(ordinal) ?? 0;
    return { ordinal, score, margin: limit === null ? null : score - limit };
  };
  const isIn = (ordinal: number) => ordinals.includes(ordinal);
  return {
    threshold: limit,
    justIn: ranking.filter(isIn).reverse().slice(0, COUNT).map(beside),
    justOut: ranking
      .filter((ordinal) => !isIn(ordinal))
      .slice(0, COUNT)
      .map(beside),
  };
}

/** Under bounds, which domains share a threshold depends on the documents. */
const unbounded = cases.filter(({ recipe }) => recipe.domains.rule !== "bounds");

const domainsWithShare = ({ statistics }: SmallCorpus, { domains }: Recipe): string[] =>
  domains.rule === "global"
    ? []
    : statistics.domains
        .map(({ domain }) => domain)
        .filter((domain) => domains.rule !== "shares" || (domains.shares[domain] ?? 0) > 0);

describe("the documents at the threshold", () => {
  it("are those that sorting everything puts there, under one threshold and under one a domain", async () => {
    let made = 0;
    await fc.assert(
      fc.asyncProperty(unbounded, async ({ documents, recipe }) => {
        const corpus = await storeCorpus(studio.ctx, `corpus ${String((made += 1))}`, documents);
        const own = domainsWithShare(corpus, recipe);
        for (const domain of recipe.domains.rule === "global" ? [null] : own) {
          const input = { versionId: corpus.versionId, recipe, domain, count: COUNT };
          expect(await documentBoundary({ ctx: studio.ctx, input })).toEqual({
            domains: own,
            domain,
            ...expected(corpus, recipe, domain),
          });
        }
      }),
      { numRuns: RUNS },
    );
  });
});
