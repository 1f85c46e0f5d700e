import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StudioError } from "@/core/errors";
import { RATER_IDS, RATERS } from "@/core/raters";
import { MISSING_POLICIES, NORMALISATIONS, parseRecipe } from "@/core/recipe";
import { canonicalRecipe } from "@/core/recipe-identity";
import { decodeRecipe, encodeRecipe } from "@/core/recipe-url";

const published = parseRecipe({
  name: "Published weights",
  weights: Object.fromEntries(RATERS.map(({ id, publishedWeight }) => [id, publishedWeight])),
  normalisation: "published",
  missing: "zero",
  budget: { tokens: 30_000_000_000 },
});

const millionths = fc.integer({ min: 1, max: 100_000_000 }).map((n) => Number((n / 1e6).toFixed(6)));
const recipes = fc.record({
  name: fc.string({ minLength: 1, maxLength: 60, unit: "grapheme" }).filter((name) => name.trim() !== ""),
  weights: fc.dictionary(fc.constantFrom(...RATER_IDS), millionths, { minKeys: 1 }),
  directions: fc.dictionary(fc.constantFrom(...RATER_IDS), fc.constant(-1 as const)),
  normalisation: fc.constantFrom(...NORMALISATIONS),
  missing: fc.constantFrom(...MISSING_POLICIES),
  budget: fc.oneof(
    fc.record({ tokens: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }) }),
    fc.record({ share: fc.double({ min: 1e-9, max: 1, noNaN: true }) }),
  ),
  domains: fc.oneof(
    fc.constant({ rule: "global" as const }),
    fc.constant({ rule: "proportional" as const }),
    fc
      .dictionary(
        fc.string({ minLength: 1, maxLength: 12 }).filter((name) => name !== "__proto__"),
        fc.double({ min: 0.01, max: 0.2, noNaN: true }),
        {
          minKeys: 1,
          maxKeys: 5,
        },
      )
      .map((shares) => ({ rule: "shares" as const, shares: { ...shares } })),
  ),
});

describe("a recipe in a link", () => {
  it("comes back as it went", () => {
    fc.assert(
      fc.property(recipes, (drawn) => {
        const recipe = parseRecipe(drawn);
        expect(canonicalRecipe(decodeRecipe(encodeRecipe(recipe)))).toEqual(canonicalRecipe(recipe));
      }),
    );
  });

  it("survives the query of a URL", () => {
    const recipe = { ...published, name: "a ~ b & c = 100 % é" };
    const query = new URLSearchParams({ r: encodeRecipe(recipe) }).toString();
    expect(decodeRecipe(new URLSearchParams(query).get("r") ?? "")).toEqual(recipe);
  });

  it("is short", () => {
    expect(encodeRecipe(published).length).toBe(143);
  });

  it("is refused when it is not one", () => {
    const code = encodeRecipe(published);
    for (const strange of [
      "",
      "2~00",
      code.replace(/^1/, "9"),
      code.replace("~g~", "~x~"),
      "1~00~s2~1~0~g~n",
      "1~00~s1~~0~g~n",
    ]) {
      expect(() => decodeRecipe(strange)).toThrow(StudioError);
    }
  });
});
