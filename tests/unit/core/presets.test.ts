import { describe, expect, it } from "vitest";
import { applyPreset, firstRecipe, presets } from "@/core/presets";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { parseRecipe } from "@/core/recipe";
import { totalWeight } from "@/core/recipe-edit";
import type { CorpusStatistics } from "@/core/statistics";

const column = { n: 1, missing: 0, min: 0, max: 1, mean: 0, sd: 1, quantiles: [0, 1] };
const corpusWithout = (...off: readonly RaterId[]): CorpusStatistics => ({
  documents: 1,
  tokens: 1,
  domains: [],
  raters: Object.fromEntries(
    RATER_IDS.map((id) => [
      id,
      off.includes(id) ? null : { value: column, argmax: null, provenance: "imported" as const },
    ]),
  ) as CorpusStatistics["raters"],
});

describe("the presets", () => {
  it("are the published weights, uniform, each family and each rater", () => {
    const ids = presets(corpusWithout()).map(({ id }) => id);
    expect(ids).toEqual(["published", "uniform", "natural-language", "importance", "model", ...RATER_IDS]);
  });

  it("sum to 1 except the published one, which is as printed", () => {
    for (const preset of presets(corpusWithout())) {
      const recipe = { ...parseRecipe(firstRecipe(corpusWithout())), weights: preset.weights };
      expect([preset.id, totalWeight(recipe)]).toEqual([preset.id, preset.id === "published" ? 1.003 : 1]);
    }
  });

  it("leave out what the corpus lacks", () => {
    const found = presets(corpusWithout("dsir_math", "dsir_books", "dsir_wikipedia"));
    expect(found.map(({ id }) => id)).not.toContain("importance");
    expect(found.map(({ id }) => id)).not.toContain("dsir_math");
    expect(found[1]?.weights.fluency).toBe(0.045454);
    expect(presets(corpusWithout(...RATER_IDS))).toEqual([]);
    expect(firstRecipe(corpusWithout(...RATER_IDS))).toBeNull();
  });

  it("keep budget, domains and name, and turn every rater back", () => {
    const recipe = parseRecipe({
      name: "mine",
      weights: { fluency: 1 },
      directions: { fluency: -1 },
      normalisation: "rank",
      budget: { tokens: 5 },
      domains: { rule: "proportional" },
    });
    const [published, uniform] = presets(corpusWithout());
    if (published === undefined || uniform === undefined) throw new Error("no presets");
    expect(applyPreset(recipe, uniform)).toEqual({ ...recipe, weights: uniform.weights, directions: {} });
    expect(applyPreset(recipe, published)).toEqual({
      ...recipe,
      weights: published.weights,
      directions: {},
      normalisation: "published",
      missing: "zero",
    });
  });
});
