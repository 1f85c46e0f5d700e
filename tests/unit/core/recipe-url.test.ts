import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StudioError } from "@/core/errors";
import { RATER_IDS, RATERS } from "@/core/raters";
import { MISSING_POLICIES, NORMALISATIONS, parseRecipe } from "@/core/recipe";
import { canonicalRecipe } from "@/core/recipe-identity";
import { decodeRecipe, encodeRecipe } from "@/core/recipe-url";
import { isReservedName } from "@/core/reserved-names";

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
        fc.string({ minLength: 1, maxLength: 12 }).filter((name) => !isReservedName(name)),
        fc.double({ min: 0.01, max: 0.2, noNaN: true }),
        {
          minKeys: 1,
          maxKeys: 5,
        },
      )
      .map((shares) => ({ rule: "shares" as const, shares: { ...shares } })),
    fc
      .dictionary(
        fc.string({ minLength: 1, maxLength: 12 }).filter((name) => !isReservedName(name)),
        fc.record(
          {
            min: fc.double({ min: 0, max: 0.2, noNaN: true }),
            max: fc.double({ min: 0.2, max: 1, noNaN: true }),
          },
          { requiredKeys: [] },
        ),
        { maxKeys: 5 },
      )
      .map((bounds) => ({ rule: "bounds" as const, bounds: { ...bounds } })),
  ),
});

const range = fc
  .tuple(fc.double({ min: -1e6, max: 0, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true }))
  .map(([min, max]) => [min + 0, max] as const)
  .chain(([min, max]) => fc.constantFrom({ min }, { max }, { min, max }));
const limits = fc.record(
  {
    filters: fc.record(
      {
        domains: fc.array(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }),
        tokens: range,
        raters: fc.dictionary(fc.constantFrom(...RATER_IDS), range, { maxKeys: 4 }),
      },
      { requiredKeys: [] },
    ),
    cap: fc.record({ documents: fc.integer({ min: 1, max: 1_000_000 }) }),
    temperature: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
    seed: fc.nat(Number.MAX_SAFE_INTEGER),
  },
  { requiredKeys: [] },
);

describe("a recipe in a link", () => {
  it("comes back as it went", () => {
    fc.assert(
      fc.property(recipes, limits, (drawn, limited) => {
        const recipe = parseRecipe({ ...drawn, ...limited });
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
    expect(encodeRecipe(published).length).toBe(144);
  });

  it("is read as it was written before recipes had limits", () => {
    const recipe = { ...published, name: "a ~ b" };
    const old = encodeRecipe(recipe).replace(/^2/, "1").replace("~g~~", "~g~");
    expect(decodeRecipe(old)).toEqual(recipe);
  });

  it("says what it limits", () => {
    const recipe = parseRecipe({
      ...published,
      domains: { rule: "bounds", bounds: { c4: { max: 0.5 }, "a~b": { min: 0.1 } } },
      filters: { domains: ["c4", "a~b"], tokens: { min: 10 }, raters: { fluency: { min: -1, max: 2.5 } } },
      cap: { documents: 37 },
      temperature: 0.5,
      seed: 36,
    });
    const code = encodeRecipe(recipe);
    expect(code).toContain("~bc4::0.5,a%7Eb:0.1:~dc4,a%7Eb;t10:;rk:-1:2.5;c11;T0.5:10~Published weights");
    expect(decodeRecipe(code)).toEqual(recipe);
  });

  it("is refused when it is not one", () => {
    const code = encodeRecipe(published);
    for (const strange of [
      "",
      "2~00",
      code.replace(/^2/, "9"),
      code.replace("~g~", "~x~"),
      code.replace("~g~~", "~g~x1~"),
      code.replace("~g~~", "~g~t5:1~"),
      code.replace("~g~~", "~g~r99:1:~"),
      code.replace("~g~~", "~g~T0:0~"),
      code.replace("~g~~", "~g~c0~"),
      code.replace("~g~~", "~g~c~"),
      "1~00~s2~1~0~g~n",
      "1~00~s1~~0~g~n",
    ]) {
      expect(() => decodeRecipe(strange)).toThrow(StudioError);
    }
  });
});
