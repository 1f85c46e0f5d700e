import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SqlEngine } from "@/core/engine";
import { StudioError } from "@/core/errors";
import { seedOf, type Recipe } from "@/core/recipe";
import { contributionsOf } from "@/core/scoring/contributions";
import { planScoring } from "@/core/scoring/plan";
import { scoredSql } from "@/core/scoring/score-sql";
import { bruteRank, smallCorpus, type SmallCorpus } from "@/tests/support/small-corpus";
import { exactFigures } from "@/core/selection/exact-figures";
import { locateCuts } from "@/core/selection/cut-ranking";
import type { CutOptions } from "@/core/selection/locate-cuts";
import { selectedSql } from "@/core/selection/selected-sql";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { oracle, passes } from "@/tests/support/oracle";
import { cases } from "@/tests/support/random-recipes";
import { openWasm, type WasmEngine } from "@/tests/support/wasm-engine";

/** Few bins and short walks, so that small tables are refined by score and by ordinal too. */
const cutOptions = fc.record({
  bins: fc.constantFrom(16, 256, 300, 65536),
  walkRows: fc.constantFrom(1, 3, 50_000),
});

/** Two engines, one of them WebAssembly, on a machine that may be busy. */
const SLOW_MS = 300_000;

async function select(engine: SqlEngine, corpus: SmallCorpus, recipe: Recipe, options: CutOptions) {
  for (const statement of corpus.createSql("scores", seedOf(recipe))) await engine.query(statement);
  const plan = planScoring(recipe, corpus.statistics);
  const cuts = await locateCuts(engine, "scores", plan, options);
  const scored = scoredSql(plan, "scores");
  const scores = await engine.query(`SELECT ordinal, score FROM ${scored} ORDER BY ordinal`);
  const selected = await engine.query(
    `SELECT ordinal FROM ${scored} WHERE ${selectedSql(cuts)} ORDER BY score DESC, ordinal`,
  );
  const figures = await exactFigures(engine, "scores", recipe, corpus.statistics, options).catch(
    (error: unknown) => {
      if (error instanceof StudioError) return error.code;
      throw error;
    },
  );
  return { plan, cuts, scores, ordinals: selected.map(({ ordinal }) => Number(ordinal)), figures };
}

describe("the browser's engine, the server's engine and the definition", () => {
  let folder: string;
  let server: DuckDb;
  let browser: WasmEngine;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "agree-"));
    server = await openDuckDb({ temporaryFolder: folder, memoryMb: 256, threads: 2 });
    browser = await openWasm();
  });
  afterAll(async () => {
    server.close();
    browser.close();
    await rm(folder, { recursive: true });
  });

  it(
    "select the same documents with the same scores, thresholds and totals to the last bit",
    async () => {
      await fc.assert(
        fc.asyncProperty(cases, cutOptions, async ({ documents, recipe }, options) => {
          const corpus = smallCorpus(documents);
          const expected = oracle(corpus, recipe);
          const native = await select(server, corpus, recipe, options);
          const wasm = await select(browser, corpus, recipe, options);

          expect(wasm).toEqual(native);
          expect(native.scores.map(({ ordinal, score }) => [ordinal, Number(score) + 0])).toEqual(
            [...expected.scores].map(([ordinal, score]) => [ordinal, score + 0]),
          );
          expect(new Set(native.ordinals)).toEqual(new Set(expected.ordinals));
          if (recipe.domains.rule === "global") expect(native.ordinals).toEqual(expected.ordinals);
          if (expected.documents === 0) {
            expect(native.figures).toBe("invalid-input");
            return;
          }
          if (typeof native.figures === "string") throw new Error(native.figures);
          const { domains, ...totals } = native.figures;
          expect(totals).toEqual({
            documents: expected.documents,
            tokens: expected.tokens,
            budgetTokens: expected.budgetTokens,
            fill: expected.budgetTokens === 0 ? 0 : expected.tokens / expected.budgetTokens,
            threshold: expected.threshold,
          });
          expect(
            domains.map(({ domain, after, threshold, bound }) => ({ domain, ...after, threshold, bound })),
          ).toEqual(expected.domains);
        }),
        { numRuns: 120 },
      );
    },
    SLOW_MS,
  );

  it("give a document the score that its contributions add up to", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ documents, recipe }) => {
        const corpus = smallCorpus(documents);
        for (const statement of corpus.createSql("scores")) await server.query(statement);
        const plan = planScoring({ ...recipe, cap: undefined, temperature: undefined }, corpus.statistics);
        const rows = await server.query(
          `SELECT ordinal, score FROM ${scoredSql(plan, "scores")} ORDER BY ordinal`,
        );
        const scores = corpus.documents.flatMap((document, ordinal) => {
          if (!passes(document, recipe.filters ?? {})) return [];
          const { score } = contributionsOf(plan, (rater, kind) => {
            const value = document.scores[rater] ?? null;
            if (kind === "argmax") return document.argmax[rater] ?? null;
            const quantiles = corpus.statistics.raters[rater]?.value.quantiles ?? [];
            return kind === "rank" && value !== null ? Math.fround(bruteRank(quantiles, value)) : value;
          });
          return score === null ? [] : [{ ordinal, score: score + 0 }];
        });
        expect(rows.map(({ ordinal, score }) => ({ ordinal, score: Number(score) + 0 }))).toEqual(scores);
      }),
      { numRuns: 50 },
    );
  });
});
