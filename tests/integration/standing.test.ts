import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { parseRecipe, type Recipe } from "@/core/recipe";
import { documentNeighbours } from "@/server/services/document/neighbours";
import { domainRanks } from "@/server/services/document/domain-ranks";
import { documentStanding } from "@/server/services/document/standing";
import { countSelection } from "@/server/services/selection/count";
import { findRanking } from "@/server/services/selection/ranking";
import { oracle, passes, thresholdOf } from "@/tests/support/oracle";
import { cases } from "@/tests/support/random-recipes";
import { idOf, type SmallCorpus, type SmallDocument } from "@/tests/support/small-corpus";
import { storeCorpus, type StoredCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const RUNS = 25;

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());

let made = 0;
const stored = (documents: readonly SmallDocument[]): Promise<StoredCorpus> =>
  storeCorpus(studio.ctx, `corpus ${String((made += 1))}`, documents);

const standing = ({ versionId }: StoredCorpus, recipe: Recipe, ordinal: number) =>
  documentStanding({ ctx: studio.ctx, input: { versionId, ordinal, recipe } });

/** Everything about every document, by sorting all scores. */
function expected(corpus: SmallCorpus, recipe: Recipe) {
  const selection = oracle(corpus, recipe);
  const { scores, ordinals } = selection;
  const ranking = [...scores.keys()].sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || a - b);
  const domainOf = (ordinal: number) => corpus.documents[ordinal]?.domain ?? "";
  const boundOf = (ordinal: number) =>
    selection.domains.find(({ domain }) => domain === domainOf(ordinal))?.bound ?? null;
  const isCommon = (ordinal: number) =>
    recipe.domains.rule === "global" || (recipe.domains.rule === "bounds" && boundOf(ordinal) === null);
  const marginOf = (ordinal: number) => {
    const [score, limit] = [scores.get(ordinal), thresholdOf(selection, domainOf(ordinal))];
    return score === undefined || limit === null ? null : score - limit;
  };
  const placeIn = (list: readonly number[], ordinal: number) => {
    const at = list.indexOf(ordinal);
    return at === -1 ? null : { rank: at + 1, of: list.length };
  };
  const own = (ordinal: number) => ranking.filter((other) => domainOf(other) === domainOf(ordinal));
  const neighbour = (ordinal: number) => ({
    ordinal,
    id: `doc-${String(ordinal).padStart(6, "0")}`,
    domain: domainOf(ordinal),
    margin: marginOf(ordinal),
    in: ordinals.includes(ordinal),
  });
  return {
    standing: (ordinal: number) => ({
      score: scores.get(ordinal) ?? null,
      rank: placeIn(ranking, ordinal)?.rank ?? null,
      of: ranking.length,
      inDomain: isCommon(ordinal) ? null : placeIn(own(ordinal), ordinal),
      bound: boundOf(ordinal),
      in: ordinals.includes(ordinal),
      threshold: thresholdOf(selection, domainOf(ordinal)),
      margin: marginOf(ordinal),
    }),
    capped: (ordinal: number) => {
      const group = corpus.documents[ordinal]?.group;
      const better = ranking.filter((other) => corpus.documents[other]?.group === group);
      const first = better.slice(0, 3).map((other) => ({ ordinal: other, id: idOf(other) }));
      return { kind: "capped", group, cap: better.length, better: first };
    },
    neighbours: (ordinal: number) => {
      const at = ranking.indexOf(ordinal);
      return at === -1
        ? { above: [], below: [] }
        : {
            above: ranking.slice(Math.max(0, at - 3), at).map(neighbour),
            below: ranking.slice(at + 1, at + 4).map(neighbour),
          };
    },
  };
}

/** Percentile among equals by looking at every value of the domain. */
function bruteDomainRank(corpus: SmallCorpus, ordinal: number, rater: RaterId): number | null {
  const x = corpus.documents[ordinal]?.scores[rater] ?? null;
  if (x === null) return null;
  const values = corpus.documents
    .filter(({ domain }) => domain === corpus.documents[ordinal]?.domain)
    .flatMap(({ scores }) => scores[rater] ?? [])
    .sort((a, b) => a - b);
  if (values.length === 1) return 0.5;
  return (values.indexOf(x) + values.lastIndexOf(x)) / 2 / (values.length - 1);
}

describe("the standing of a document", () => {
  it("is what sorting the whole corpus says, and so are its neighbours in rank", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ documents, recipe }) => {
        const corpus = await stored(documents);
        const truth = expected(corpus, recipe);
        for (const ordinal of documents.keys()) {
          const { reason, ...found } = await standing(corpus, recipe, ordinal);
          expect(found).toEqual(truth.standing(ordinal));
          expect(reason.kind === "above").toBe(found.in);
          expect(["missing", "filtered", "capped"].includes(reason.kind)).toBe(found.score === null);
          if (reason.kind === "capped") expect(reason).toEqual(truth.capped(ordinal));
          const document = corpus.documents[ordinal];
          expect(reason.kind === "filtered").toBe(
            document !== undefined && !passes(document, recipe.filters ?? {}),
          );
          const { versionId } = corpus;
          expect(
            await documentNeighbours({ ctx: studio.ctx, input: { versionId, ordinal, recipe } }),
          ).toEqual(truth.neighbours(ordinal));
        }
      }),
      { numRuns: RUNS },
    );
  });

  const byWords = (change: object = {}): Recipe =>
    parseRecipe({
      name: "by hand",
      weights: { word_count: 1 },
      normalisation: "published",
      budget: { tokens: 110 },
      ...change,
    });

  describe("says why", () => {
    let corpus: StoredCorpus;
    beforeAll(async () => {
      corpus = await stored([
        { domain: "arxiv", tokens: 40, scores: { word_count: 10 }, argmax: {} },
        { domain: "book", tokens: 50, scores: { word_count: 8 }, argmax: {} },
        { domain: "arxiv", tokens: 10, scores: { word_count: 6 }, argmax: {} },
        { domain: "book", tokens: 20, scores: { word_count: 6 }, argmax: {} },
        { domain: "book", tokens: 5, scores: { word_count: 6 }, argmax: {} },
        { domain: "book", tokens: 5, scores: { word_count: null, fineweb_edu: 1 }, argmax: {} },
        { domain: "arxiv", tokens: 75, scores: { word_count: 0 }, argmax: {} },
      ]);
    });
    const reasons = async (recipe: Recipe) =>
      Promise.all(corpus.ids.map(async (_, at) => (await standing(corpus, recipe, at)).reason.kind));

    it("a document above, without room, tied with the last in, below, or left out is where it is", async () => {
      expect(await reasons(byWords())).toEqual([
        "above",
        "above",
        "above",
        "no-room",
        "tie",
        "missing",
        "below",
      ]);
      expect((await standing(corpus, byWords(), 5)).reason).toEqual({
        kind: "missing",
        raters: ["word_count"],
      });
    });

    it("a filter keeps a document out before its raters are asked for", async () => {
      const filtered = byWords({
        filters: { domains: ["book"], tokens: { min: 6 }, raters: { word_count: { max: 6 } } },
      });
      expect(await reasons(filtered)).toEqual([
        "filtered",
        "filtered",
        "filtered",
        "above",
        "filtered",
        "filtered",
        "filtered",
      ]);
      const failed = async (ordinal: number) => {
        const { reason } = await standing(corpus, filtered, ordinal);
        return reason.kind === "filtered" ? reason.failed.map(({ by }) => by) : [];
      };
      expect(await failed(0)).toEqual(["domain", "word_count"]);
      expect(await failed(1)).toEqual(["word_count"]);
      expect(await failed(4)).toEqual(["tokens"]);
      expect(await failed(5)).toEqual(["tokens", "word_count"]);
    });

    it("a domain has no share, or its best document does not fit its quota", async () => {
      const shares = byWords({ domains: { rule: "shares", shares: { arxiv: 0.2 } } });
      expect(await reasons(shares)).toEqual([
        "nothing-fits",
        "no-share",
        "nothing-fits",
        "no-share",
        "no-share",
        "missing",
        "nothing-fits",
      ]);
    });

    it("refuses a document the corpus does not have and a recipe it cannot be scored by", async () => {
      await expect(standing(corpus, byWords(), 7)).rejects.toMatchObject({ code: "not-found" });
      const off = byWords({ weights: { fluency: 1 } });
      await expect(standing(corpus, off, 0)).rejects.toMatchObject({ code: "invalid-input" });
    });

    it("is counted once a recipe: the count of the selection reads the same cuts", async () => {
      const recipe = byWords({ budget: { tokens: 105 } });
      const input = { versionId: corpus.versionId, recipe };
      const counted = await countSelection({ ctx: studio.ctx, input });
      const of = { fingerprint: corpus.fingerprint, home: studio.home, recipe };
      const first = await findRanking(of, undefined);
      expect(await findRanking({ ...of, recipe: { ...recipe, name: "another name" } }, undefined)).toBe(
        first,
      );
      const again = await countSelection({ ctx: studio.ctx, input });
      expect({ ...again, seconds: 0 }).toEqual({ ...counted, seconds: 0 });
    });

    it("stops when nobody waits for it any more", async () => {
      const recipe = byWords({ budget: { tokens: 104 } });
      const input = { versionId: corpus.versionId, ordinal: 0, recipe };
      const cancelled = documentStanding({ ctx: studio.ctx, input, signal: AbortSignal.abort() });
      await expect(cancelled).rejects.toMatchObject({ code: "cancelled" });
    });
  });
});

describe("the percentiles of a document in its domain", () => {
  it("are the middle of its equals among all values of the domain", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ documents }) => {
        const corpus = await stored(documents);
        for (const ordinal of documents.keys()) {
          const input = { versionId: corpus.versionId, ordinal };
          const found = await domainRanks({ ctx: studio.ctx, input });
          const own = corpus.documents.filter(({ domain }) => domain === documents[ordinal]?.domain);
          expect(found).toEqual({
            domain: documents[ordinal]?.domain,
            documents: own.length,
            ranks: Object.fromEntries(
              RATER_IDS.map((rater) => [rater, bruteDomainRank(corpus, ordinal, rater)]),
            ),
          });
        }
      }),
      { numRuns: RUNS },
    );
  });
});
