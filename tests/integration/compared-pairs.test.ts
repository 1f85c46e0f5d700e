import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SIDES, type Side, type SideStanding } from "@/core/comparison/changes";
import type { Count } from "@/core/comparison/set-figures";
import type { Recipe } from "@/core/recipe";
import { changedDocuments } from "@/server/services/comparison/changed";
import { comparePair } from "@/server/services/comparison/pair";
import { oracle, thresholdOf } from "@/tests/support/oracle";
import { comparisons, saveAll } from "@/tests/support/random-comparisons";
import { storeCorpus, type StoredCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const RUNS = 12;
const BINS = 24;

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());

/** Documents of a side with where they stand under both recipes, in order, by sorting everything. */
function expected(corpus: StoredCorpus, [before, after]: readonly [Recipe, Recipe], side: Side) {
  const [baseline, other] = [oracle(corpus, before), oracle(corpus, after)];
  const standing = (selection: typeof baseline, ordinal: number): SideStanding => {
    const found = selection.scores.get(ordinal);
    const score = found === undefined ? null : found + 0;
    const limit = thresholdOf(selection, corpus.documents[ordinal]?.domain ?? "");
    return { score, margin: score === null || limit === null ? null : score - limit + 0 };
  };
  const marginUnder = (selection: typeof baseline, ordinal: number): number =>
    standing(selection, ordinal).margin ?? expect.fail();
  const marginOf: Record<Side, (ordinal: number) => number> = {
    gained: (ordinal) => marginUnder(other, ordinal),
    lost: (ordinal) => marginUnder(baseline, ordinal),
    kept: (ordinal) => Math.min(marginUnder(baseline, ordinal), marginUnder(other, ordinal)),
  };
  const sideOf = (ordinal: number): Side | null => {
    const [was, is] = [baseline.ordinals.includes(ordinal), other.ordinals.includes(ordinal)];
    return was && is ? "kept" : was ? "lost" : is ? "gained" : null;
  };
  const upwards = side === "kept" ? 1 : -1;
  return corpus.documents
    .map((document, ordinal) => ({ document, ordinal }))
    .filter(({ ordinal }) => sideOf(ordinal) === side)
    .map(({ document: { domain, tokens }, ordinal }) => ({
      margin: marginOf[side](ordinal),
      row: {
        ...{ ordinal, id: corpus.ids[ordinal], domain, tokens },
        baseline: standing(baseline, ordinal),
        other: standing(other, ordinal),
      },
    }))
    .sort((a, b) => upwards * (a.margin - b.margin) || a.row.ordinal - b.row.ordinal);
}

/** Bins by testing each of them; the top is the margin that 99 % of the documents do not exceed. */
function binned(margins: readonly number[]) {
  const ascending = [...margins].sort((a, b) => a - b);
  const top =
    ascending.find(
      (margin) => ascending.filter((other) => other <= margin).length >= 0.99 * margins.length,
    ) ?? 0;
  const binOf = (margin: number): number =>
    margin > top ? BINS - 1 : top === 0 ? 0 : Math.min(BINS - 1, Math.floor((margin / top) * BINS));
  const bins = Array.from(
    { length: BINS },
    (_, bin) => margins.filter((margin) => binOf(margin) === bin).length,
  );
  return { top, counts: bins, none: 0 };
}

const sum = (rows: readonly { readonly tokens: number }[]): Count => ({
  documents: rows.length,
  tokens: rows.reduce((tokens, row) => tokens + row.tokens, 0),
});

describe("a pair of recipes", () => {
  it("gains, loses and keeps the documents that sorting everything says, in order, page by page", async () => {
    let made = 0;
    await fc.assert(
      fc.asyncProperty(comparisons, fc.integer({ min: 1, max: 7 }), async ({ documents, recipes }, limit) => {
        const corpus = await storeCorpus(studio.ctx, `pair ${String((made += 1))}`, documents);
        const [first, second = first] = recipes;
        const [baseline, other = baseline] = await saveAll(studio.ctx, recipes.slice(0, 2));
        if (first === undefined || second === undefined || baseline === undefined || other === undefined)
          return;
        const asked = { versionId: corpus.versionId, baseline, other };
        const { sides } = await comparePair({ ctx: studio.ctx, input: asked });
        for (const side of SIDES) {
          const wanted = expected(corpus, [first, second], side);
          const all = wanted.map(({ row }) => row);
          expect(sides[side]).toEqual({
            ...sum(all),
            domains: corpus.statistics.domains.map(({ domain }) =>
              sum(all.filter((row) => row.domain === domain)),
            ),
            margins: binned(wanted.map(({ margin }) => margin)),
          });
          for (let offset = 0; offset <= all.length; offset += limit) {
            const input = { ...asked, side, offset, limit };
            expect(await changedDocuments({ ctx: studio.ctx, input })).toEqual({
              ...sum(all),
              rows: all.slice(offset, offset + limit),
            });
          }
        }
      }),
      { numRuns: RUNS },
    );
  });
});
