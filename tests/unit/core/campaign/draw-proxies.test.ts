import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { campaignSettingsSchema, type CampaignSettingsInput } from "@/core/campaign/campaign-settings";
import { drawMore, drawProxies, drawSeed } from "@/core/campaign/draw-proxies";
import { proxyRecipe } from "@/core/campaign/proxy-weights";
import { WHOLE } from "@/core/campaign/weight-bounds";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { recipeSchema } from "@/core/recipe";
import { recipeHash } from "@/core/recipe-identity";

const base = recipeSchema.parse({
  name: "base",
  weights: { word_count: 0.6, fluency: 0.4 },
  normalisation: "rank",
  budget: { share: 0.1 },
  note: "mine",
});
const settings = (changes: Partial<CampaignSettingsInput> = {}) =>
  campaignSettingsSchema.parse({ base, proxies: 6, ...changes });
const sum = (weights: readonly number[]): number => weights.reduce((total, weight) => total + weight, 0);

describe("the proxies of a campaign", () => {
  it("are its draws, then the vectors it is checked by, each with every seed", () => {
    const drawn = drawProxies(settings({ checks: { heldOut: 2, seeds: 2 } }), RATER_IDS);
    expect(drawn.map(({ role }) => role)).toEqual([
      ...Array.from({ length: 6 }, () => "draw"),
      ...["held-out", "held-out", "uniform", "uniform", "random", "random", "published", "published"],
    ]);
    expect(drawn.slice(8, 10).map(({ seed }) => seed)).toEqual([1048, 1049]);
    expect(drawn.slice(8, 10).map(({ weights }) => weights)).toEqual(
      Array.from({ length: 2 }, () => RATER_IDS.map(() => 40_000)),
    );
    expect(new Set(drawn.slice(0, 8).map(({ weights }) => weights.join())).size).toBe(8);
  });

  it("draw other documents at random in each training, the first by the seed of the campaign", () => {
    const of = settings({ seed: 2 ** 32 - 1, checks: { heldOut: 0, seeds: 3 } });
    const random = drawProxies(of, RATER_IDS).filter(({ role }) => role === "random");
    expect(random.map(({ seed }) => drawSeed(of, seed))).toEqual([2 ** 32 - 1, 0, 1]);
  });

  it("have weight on no rater that the corpus lacks, and the first ones stay when more are drawn", () => {
    fc.assert(
      fc.property(
        fc.subarray(RATER_IDS as RaterId[], { minLength: 2 }),
        fc.nat(1000),
        fc.constantFrom<CampaignSettingsInput["sampling"]>(
          { kind: "even" },
          { kind: "dirichlet", alpha: 0.3 },
        ),
        (present, seed, sampling) => {
          const with8 = settings({ seed, sampling });
          const drawn = drawMore(with8, present, 0, 8);
          expect(drawMore(with8, present, 5, 3)).toEqual(drawn.slice(5));
          for (const { weights } of drawProxies(with8, present)) {
            expect(sum(weights)).toBe(WHOLE);
            expect(RATER_IDS.every((rater, at) => present.includes(rater) || weights[at] === 0)).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("lie around the weights of the base recipe where that is asked for", () => {
    const around = settings({ proxies: 200, sampling: { kind: "around", concentration: 1000 } });
    const [words, fluency] = (["word_count", "fluency"] as const).map((rater) => RATER_IDS.indexOf(rater));
    const drawn = drawMore(around, RATER_IDS, 0, 200);
    const mean = (at: number): number => sum(drawn.map(({ weights }) => weights[at] ?? 0)) / 200 / WHOLE;
    expect(mean(words ?? -1)).toBeCloseTo(0.6, 2);
    expect(mean(fluency ?? -1)).toBeCloseTo(0.4, 2);
  });

  it("refuse bounds on a rater that the corpus lacks", () => {
    const bounded = settings({ bounds: { fluency: { max: 0.2 } } });
    expect(() => drawProxies(bounded, ["word_count", "mean_word_length"])).toThrow(
      "Fluency is bounded, but no document of the corpus has this rater.",
    );
  });
});

describe("the recipe of a proxy", () => {
  const given = { name: "p", base, budget: { tokens: 500 }, seed: 7 };
  const vector = RATER_IDS.map((rater) =>
    rater === "word_count" ? 250_001 : rater === "fluency" ? 749_999 : 0,
  );

  it("is that of the base with the weights of the vector and the budget of the proxy", () => {
    const recipe = recipeSchema.parse(proxyRecipe({ ...given, vector, role: "draw" }));
    const byHand = { ...base, weights: { word_count: 0.250001, fluency: 0.749999 }, budget: { tokens: 500 } };
    expect(recipeHash(recipe)).toBe(recipeHash(byHand));
    expect(recipe).toMatchObject({ name: "p", normalisation: "rank" });
    expect(recipe.note).toBeUndefined();
  });

  it("ranks by noise alone for documents at random", () => {
    expect(proxyRecipe({ ...given, vector, role: "random" })).toMatchObject({ temperature: 1e6, seed: 7 });
  });
});
