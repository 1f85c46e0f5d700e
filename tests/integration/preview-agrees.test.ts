import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SqlEngine } from "@/core/engine";
import { previewBoundary } from "@/core/preview/preview-boundary";
import { previewMixture } from "@/core/preview/preview-mixture";
import { binRaters, previewRaters } from "@/core/preview/preview-raters";
import { scoreSample } from "@/core/preview/score-sample";
import { isRaterId } from "@/core/raters";
import { seedOf, type Recipe } from "@/core/recipe";
import { planScoring } from "@/core/scoring/plan";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { oracle, thresholdOf } from "@/tests/support/oracle";
import { uncappedCases as cases } from "@/tests/support/random-recipes";
import { bruteRank, smallCorpus, type SmallCorpus } from "@/tests/support/small-corpus";
import { openWasm, type WasmEngine } from "@/tests/support/wasm-engine";

async function previewOf(engine: SqlEngine, corpus: SmallCorpus, recipe: Recipe) {
  for (const statement of corpus.createSql("scores", seedOf(recipe))) await engine.query(statement);
  const kind = recipe.normalisation === "rank" ? "ranks" : "values";
  const table = { name: "scores", kind, rows: corpus.documents.length } as const;
  const sample = await scoreSample(engine, table, planScoring(recipe, corpus.statistics));
  return {
    mixture: await previewMixture(engine, sample, corpus.statistics),
    boundary: await previewBoundary(engine, sample, corpus.statistics),
    raters: await previewRaters(engine, sample, await binRaters(engine, table, corpus.statistics)),
  };
}

const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);

/** Token shares by bin of rank, document by document. */
function bruteHistogram(corpus: SmallCorpus, rater: string, ordinals: Iterable<number>): number[] {
  const bins = new Array<number>(32).fill(0);
  if (!isRaterId(rater)) return bins;
  const quantiles = corpus.statistics.raters[rater]?.value.quantiles ?? [];
  for (const ordinal of ordinals) {
    const document = corpus.documents[ordinal];
    const value = document?.scores[rater] ?? null;
    if (value === null) continue;
    const bin = Math.min(31, Math.floor(bruteRank(quantiles, value) * 32));
    bins[bin] = (bins[bin] ?? 0) + (document?.tokens ?? 0);
  }
  const total = sum(bins);
  return bins.map((tokens) => (total === 0 ? 0 : tokens / total));
}

describe("a preview over all documents", () => {
  let folder: string;
  let server: DuckDb;
  let browser: WasmEngine;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "preview-"));
    server = await openDuckDb({ temporaryFolder: folder, memoryMb: 256, threads: 2 });
    browser = await openWasm();
  });
  afterAll(async () => {
    server.close();
    browser.close();
    await rm(folder, { recursive: true });
  });

  it("counts what the definition selects, without any error, in the browser as on the server", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ documents, recipe }) => {
        const corpus = smallCorpus(documents);
        const expected = oracle(corpus, recipe);
        const preview = await previewOf(browser, corpus, recipe);
        expect(preview.mixture).toEqual((await previewOf(server, corpus, recipe)).mixture);

        const { mixture } = preview;
        expect(mixture.basis).toEqual({ kind: "exact", documents: documents.length });
        expect(mixture.documents).toEqual({ value: expected.documents, error: null });
        expect(mixture.tokens).toEqual({ value: expected.tokens, error: null });
        expect(mixture.threshold).toBe(expected.threshold);
        expect(
          mixture.domains.map(({ domain, after, threshold, bound }) => ({
            domain,
            documents: after.documents.value,
            tokens: after.tokens.value,
            threshold,
            bound,
          })),
        ).toEqual(expected.domains);
        const eligible = [...expected.scores.keys()].map((ordinal) => documents[ordinal]?.tokens ?? 0);
        expect(sum(mixture.histogram.all)).toBe(sum(eligible));
        expect(sum(mixture.histogram.selected)).toBe(expected.tokens);
      }),
      { numRuns: 40 },
    );
  });

  it("shows the selected documents with the smallest margins and the others with the largest", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ documents, recipe }) => {
        const corpus = smallCorpus(documents);
        const expected = oracle(corpus, recipe);
        const { boundary } = await previewOf(browser, corpus, recipe);
        const chosen = new Set(expected.ordinals);
        const margins = [...expected.scores].flatMap(([ordinal, score]) => {
          const threshold = thresholdOf(expected, documents[ordinal]?.domain ?? "");
          return threshold === null ? [] : [{ ordinal, margin: score - threshold + 0 }];
        });
        const inside = margins.filter(({ ordinal }) => chosen.has(ordinal));
        const outside = margins.filter(({ ordinal }) => !chosen.has(ordinal));
        inside.sort((a, b) => a.margin - b.margin || b.ordinal - a.ordinal);
        outside.sort((a, b) => b.margin - a.margin || a.ordinal - b.ordinal);
        const shown = (list: typeof boundary.justIn) =>
          list.map(({ ordinal, margin }) => ({ ordinal, margin: margin + 0 }));
        expect(shown(boundary.justIn)).toEqual(inside.slice(0, 8));
        expect(shown(boundary.justOut)).toEqual(outside.slice(0, 8));
      }),
      { numRuns: 40 },
    );
  });

  it("bins every rater by its rank, from values and from ranks alike", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ documents, recipe }) => {
        const corpus = smallCorpus(documents);
        const expected = oracle(corpus, recipe);
        const { raters } = await previewOf(browser, corpus, recipe);
        for (const { rater, all, selected } of raters) {
          expect(all).toEqual(bruteHistogram(corpus, rater, documents.keys()));
          expect(selected).toEqual(bruteHistogram(corpus, rater, expected.ordinals));
        }
      }),
      { numRuns: 40 },
    );
  });
});
