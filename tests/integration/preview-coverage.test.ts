import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { previewMixture } from "@/core/preview/preview-mixture";
import type { Estimate, MixtureFigures } from "@/core/preview/preview";
import { scoreSample } from "@/core/preview/score-sample";
import { parseRecipe, type Recipe } from "@/core/recipe";
import { scoreKinds } from "@/core/score-parts";
import { planScoring } from "@/core/scoring/plan";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { randomNumbers } from "@/tests/support/random-numbers";
import { smallCorpus, type SmallDocument } from "@/tests/support/small-corpus";

const DOCUMENTS = 6000;
const SAMPLE = 1500;
const RECIPES = 20;
const REDRAWS_OF_A_RECIPE = 50;
const SEED = 20261124;

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
        dsir_books: -2 * tokens + 300 * normal(),
        unigram_entropy: normal(),
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
const DRAW =
  `CREATE OR REPLACE TABLE sample AS SELECT * EXCLUDE (u) FROM (SELECT *, random() AS u FROM drawable) AS drawn ` +
  `ORDER BY CASE WHEN inclusion < 1 THEN u / (1 - u) * (1 - inclusion) / inclusion ELSE -1 END LIMIT ${String(SAMPLE)}`;

/** Recipes of every normalisation and rule, some filtered, with one to four raters and budgets from a twentieth to a half. */
function randomRecipe(random: () => number): Recipe {
  const pick = <T>(choices: readonly [T, ...T[]]): T =>
    choices[Math.floor(random() * choices.length)] ?? choices[0];
  const raters = (["fineweb_edu", "word_count", "dsir_books", "unigram_entropy"] as const).filter(
    (rater) => rater === "fineweb_edu" || random() < 0.5,
  );
  const shares = { book: 0.2, c4: 0.4, github: 0.3, wikipedia: 0.1 };
  const bounds = { book: { max: 0.3 }, github: { min: 0.2 } };
  return parseRecipe({
    name: "random",
    weights: Object.fromEntries(raters.map((rater) => [rater, Math.round(100 + 900 * random()) / 1000])),
    directions: Object.fromEntries(raters.map((rater) => [rater, pick([1, 1, -1] as const)])),
    normalisation: pick(["zscore", "published", "rank"] as const),
    budget: { share: Math.round(50 + 450 * random()) / 1000 },
    domains: pick([
      { rule: "global" },
      { rule: "global" },
      { rule: "proportional" },
      { rule: "shares", shares },
      { rule: "bounds", bounds },
    ] as const),
    ...(random() < 0.25 ? { filters: { tokens: { min: 50 } } } : {}),
  });
}

/** How often the intervals of a figure held the truth. */
class Held {
  private times = 0;
  private held = 0;

  add(estimate: Estimate, { value }: Estimate): void {
    this.times += 1;
    if (Math.abs(estimate.value - value) <= (estimate.error ?? 0) + 1e-9) this.held += 1;
  }

  static pooled(all: readonly Held[]): number {
    return all.reduce((sum, { held }) => sum + held, 0) / all.reduce((sum, { times }) => sum + times, 0);
  }
}

describe("intervals of a sample", () => {
  let folder: string;
  let engine: DuckDb;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "coverage-"));
    engine = await openDuckDb({ temporaryFolder: folder, memoryMb: 512, threads: 1 });
  });
  afterAll(async () => {
    engine.close();
    await rm(folder, { recursive: true });
  });

  it("hold the truth in 95 of 100 cases, over 1,000 redrawn samples of random recipes", async () => {
    const corpus = smallCorpus(population());
    for (const statement of corpus.createSql("scores")) await engine.query(statement);
    const probabilities = inclusions(
      corpus.documents.map(({ tokens }) => tokens),
      SAMPLE,
    );
    await engine.query(
      `CREATE TABLE drawable AS SELECT scores.* REPLACE (p AS inclusion) FROM scores JOIN ` +
        `(SELECT unnest(range(${String(DOCUMENTS)}))::UINTEGER AS ordinal, unnest([${probabilities.join(", ")}])::FLOAT AS p) ` +
        `USING (ordinal)`,
    );
    await engine.query("SELECT setseed(0.5)");
    const random = randomNumbers(SEED + 1);
    const held = new Map<string, Held>();
    const count = (figure: string, estimate: Estimate, truth: Estimate): void => {
      const own = held.get(figure) ?? new Held();
      own.add(estimate, truth);
      held.set(figure, own);
    };
    for (let number = 0; number < RECIPES; number++) {
      const recipe = randomRecipe(random);
      const plan = planScoring(recipe, corpus.statistics);
      const [kind] = scoreKinds(recipe);
      const figuresOf = async (name: string, rows: number): Promise<MixtureFigures> => {
        const scored = await scoreSample(engine, { name, kind, rows }, plan);
        return previewMixture(engine, scored, corpus.statistics);
      };
      const truth = await figuresOf("scores", DOCUMENTS);
      for (let redraw = 0; redraw < REDRAWS_OF_A_RECIPE; redraw++) {
        await engine.query(DRAW);
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
    }
    const coverage = [...held].map(([figure, own]) => `${figure} ${Held.pooled([own]).toFixed(3)}`);
    const pooled = Held.pooled([...held.values()]);
    console.log(`pooled ${pooled.toFixed(4)}: ${coverage.join(", ")}`);
    for (const own of held.values()) expect(Held.pooled([own])).toBeGreaterThanOrEqual(0.9);
    expect(pooled).toBeGreaterThanOrEqual(0.93);
    expect(pooled).toBeLessThanOrEqual(0.97);
  });
});
