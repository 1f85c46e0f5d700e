import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { previewMixture } from "@/core/preview/preview-mixture";
import type { Estimate, MixtureFigures } from "@/core/preview/preview";
import { scoreSample } from "@/core/preview/score-sample";
import { parseRecipe, type RecipeInput } from "@/core/recipe";
import { planScoring } from "@/core/scoring/plan";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { randomNumbers } from "@/tests/support/random-numbers";
import { smallCorpus, type SmallDocument } from "@/tests/support/small-corpus";

const DOCUMENTS = 12_000;
const SAMPLE = 3000;
const REDRAWS = 100;
const SEED = 20261124;
const SLOW_MS = 300_000;

/** Long-tailed tokens, domains of very different size and quality; scores that depend on domain and on length. */
function population(): SmallDocument[] {
  const random = randomNumbers(SEED);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const domains = [
    { domain: "book", share: 0.03, quality: 1.5, tokens: 4000 },
    { domain: "c4", share: 0.58, quality: 0, tokens: 300 },
    { domain: "github", share: 0.34, quality: -0.6, tokens: 600 },
    { domain: "wikipedia", share: 0.05, quality: 1, tokens: 400 },
  ];
  return Array.from({ length: DOCUMENTS }, () => {
    const place = random();
    let below = 0;
    const own = domains.find(({ share }) => place < (below += share)) ?? domains[1];
    const tokens = Math.max(1, Math.round((own?.tokens ?? 300) * Math.exp(normal())));
    return {
      domain: own?.domain ?? "c4",
      tokens,
      scores: {
        fineweb_edu: (own?.quality ?? 0) + normal(),
        word_count: tokens * (0.7 + 0.1 * random()),
      },
      argmax: {},
    };
  });
}

/** Probabilities proportional to tokens that sum to the size of the sample; those beyond 1 become certain. */
function inclusions(tokens: readonly number[], size: number): number[] {
  const certain = new Set<number>();
  for (;;) {
    const rest = tokens.reduce((sum, count, index) => (certain.has(index) ? sum : sum + count), 0);
    const rate = (size - certain.size) / rest;
    const grown = tokens.flatMap((count, index) => (!certain.has(index) && count * rate >= 1 ? [index] : []));
    if (grown.length === 0)
      return tokens.map((count, index) => (certain.has(index) ? 1 : Math.fround(count * rate)));
    for (const index of grown) certain.add(index);
  }
}

/** Pareto sampling (Rosén 1997): the smallest ranking variables U(1 − π)/((1 − U)π), certain rows first. */
function draw(probabilities: readonly number[], size: number, random: () => number): number[] {
  return probabilities
    .map((p, index) => {
      const u = random();
      return { index, q: p >= 1 ? -1 : (u / (1 - u)) * ((1 - p) / p) };
    })
    .sort((a, b) => a.q - b.q)
    .slice(0, size)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
}

const RECIPES: [string, Omit<RecipeInput, "name">][] = [
  ["one threshold", { weights: { fineweb_edu: 1 }, normalisation: "zscore", budget: { share: 0.2 } }],
  [
    "one threshold, length in the score",
    { weights: { fineweb_edu: 1, word_count: 0.3 }, normalisation: "zscore", budget: { share: 0.1 } },
  ],
  [
    "quotas by domain",
    {
      weights: { fineweb_edu: 1 },
      normalisation: "zscore",
      budget: { share: 0.3 },
      domains: { rule: "proportional" },
    },
  ],
];

describe("intervals of a sample", () => {
  let folder: string;
  let engine: DuckDb;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "coverage-"));
    engine = await openDuckDb({ temporaryFolder: folder, memoryMb: 512, threads: 2 });
  });
  afterAll(async () => {
    engine.close();
    await rm(folder, { recursive: true });
  });

  it.each(RECIPES)(
    "hold the truth in about 95 of 100 redrawn samples: %s",
    async (name, body) => {
      const corpus = smallCorpus(population());
      for (const statement of corpus.createSql("scores")) await engine.query(statement);
      const probabilities = inclusions(
        corpus.documents.map(({ tokens }) => tokens),
        SAMPLE,
      );
      await engine.query(
        `CREATE OR REPLACE TABLE probability AS SELECT unnest(range(${String(DOCUMENTS)}))::UINTEGER AS ordinal, ` +
          `unnest([${probabilities.join(", ")}])::FLOAT AS p`,
      );
      const plan = planScoring(parseRecipe({ name, ...body }), corpus.statistics);
      const figuresOf = async (table: string, rows: number): Promise<MixtureFigures> =>
        previewMixture(
          engine,
          await scoreSample(engine, { name: table, kind: "values", rows }, plan),
          corpus.statistics,
        );
      const truth = await figuresOf("scores", DOCUMENTS);
      const held = new Map<string, number>();
      const count = (figure: string, estimate: Estimate, { value }: Estimate) => {
        const inside = Math.abs(estimate.value - value) <= (estimate.error ?? 0) + 1e-9;
        held.set(figure, (held.get(figure) ?? 0) + (inside ? 1 : 0));
      };
      const random = randomNumbers(SEED + 1);
      for (let redraw = 0; redraw < REDRAWS; redraw++) {
        const chosen = draw(probabilities, SAMPLE, random);
        await engine.query(
          `CREATE OR REPLACE TABLE sample AS SELECT scores.* REPLACE (p AS inclusion) FROM scores JOIN probability USING (ordinal) ` +
            `WHERE ordinal IN (${chosen.join(", ")})`,
        );
        const figures = await figuresOf("sample", SAMPLE);
        count("documents", figures.documents, truth.documents);
        count("tokens", figures.tokens, truth.tokens);
        for (const [code, { domain, after }] of figures.domains.entries()) {
          const real = truth.domains[code]?.after;
          if (real === undefined) continue;
          count(`share of ${domain}`, after.share, real.share);
          count(`tokens of ${domain}`, after.tokens, real.tokens);
          count(`documents of ${domain}`, after.documents, real.documents);
        }
      }
      const coverage = Object.fromEntries([...held].map(([figure, times]) => [figure, times / REDRAWS]));
      console.log(name, coverage);
      for (const share of Object.values(coverage)) expect(share).toBeGreaterThanOrEqual(0.85);
      const mean = Object.values(coverage).reduce((a, b) => a + b, 0) / Object.keys(coverage).length;
      expect(mean).toBeGreaterThan(0.92);
    },
    SLOW_MS,
  );
});
