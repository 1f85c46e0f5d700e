import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseRecipe, type RecipeInput } from "@/core/recipe";
import { canonicalRecipe, contentHash, recipeHash, selectionKey } from "@/core/recipe-identity";

const input = {
  name: "Learners",
  weights: { word_count: 0.3, fineweb_edu: 0.7 },
  normalisation: "rank",
  budget: { share: 0.15 },
  directions: { word_count: -1 },
  missing: "median",
  domains: { rule: "shares", shares: { c4: 0.5, arxiv: 0.25 } },
} satisfies RecipeInput;

const HASH = "90a6d197b5e108827a013e1010023b26da007415c42a8abb66c193629b6a867e";

describe("the identity of a recipe", () => {
  it("is pinned: sha256 of its RFC 8785 JSON, computed elsewhere", () => {
    expect(recipeHash(parseRecipe(input))).toBe(HASH);
  });

  it("leaves name and note out", () => {
    expect(recipeHash(parseRecipe({ ...input, name: "other", note: "why" }))).toBe(HASH);
  });

  it("is one for all spellings of the same meaning", () => {
    const wordy = {
      ...input,
      weights: { ...input.weights, fluency: 0 },
      directions: { ...input.directions, fineweb_edu: 1, fluency: -1 },
      domains: { rule: "shares", shares: { ...input.domains.shares, book: 0 } },
    } satisfies RecipeInput;
    expect(recipeHash(parseRecipe(wordy))).toBe(HASH);
    expect(canonicalRecipe(parseRecipe(wordy))).toEqual(parseRecipe(input));
  });

  it("is that of a recipe without limits when none of them binds", () => {
    const idle = {
      ...input,
      domains: { rule: "bounds", bounds: { c4: { min: 0, max: 1 }, book: {} } },
      filters: { raters: {} },
      seed: 7,
    } satisfies RecipeInput;
    const free = { ...input, domains: { rule: "global" } } satisfies RecipeInput;
    expect(recipeHash(parseRecipe(idle))).toBe(recipeHash(parseRecipe(free)));
    expect(canonicalRecipe(parseRecipe(idle))).toEqual(parseRecipe(free));
  });

  it("takes seed 0 for none and a filter for what it lets pass", () => {
    const hash = (change: Partial<RecipeInput>) => recipeHash(parseRecipe({ ...input, ...change }));
    expect(hash({ temperature: 2 })).toBe(hash({ temperature: 2, seed: 0 }));
    expect(hash({ filters: { domains: ["c4", "book", "c4"] } })).toBe(
      hash({ filters: { domains: ["book", "c4"] } }),
    );
  });

  it.each<[string, Partial<RecipeInput>]>([
    ["a filter", { filters: { tokens: { min: 1 } } }],
    ["a bound", { domains: { rule: "bounds", bounds: { c4: { max: 0.5 } } } }],
    ["a cap", { cap: { documents: 3 } }],
    ["the temperature", { temperature: 2 }],
    ["the seed of a temperature", { temperature: 2, seed: 1 }],
    ["a weight", { weights: { word_count: 0.3, fineweb_edu: 0.700001 } }],
    ["a direction", { directions: {} }],
    ["the normalisation", { normalisation: "zscore" }],
    ["the missing policy", { missing: "zero" }],
    ["the budget", { budget: { tokens: 15 } }],
    ["the domain rule", { domains: { rule: "proportional" } }],
  ])("changes with %s", (_, change) => {
    expect(recipeHash(parseRecipe({ ...input, ...change }))).not.toBe(HASH);
  });

  it("names a selection together with the corpus and the meaning of recipes", () => {
    expect(selectionKey("f".repeat(64), HASH)).toBe(
      "f75a244d413619a555b2e3b464c8ea7ca6292bc1fe6ec12d9b56de8583c39e51",
    );
  });
});

describe("the hash of what a selection holds", () => {
  it("is pinned: sha256 of a line of JSON for each document", () => {
    const hash = contentHash();
    hash.add("a", 3);
    hash.add('b"', 4);
    expect(hash.digest()).toBe("5016ba7b92f5cc1a7524126ee13e9f5c8b802042a99c74ca6d604b1f10a84d74");
  });

  it("does not depend on how the lines are cut into pieces", () => {
    const hash = contentHash();
    const whole = createHash("sha256");
    for (let tokens = 0; tokens < 20_000; tokens++) {
      hash.add(`dökument-${String(tokens)}`, tokens);
      whole.update(`["dökument-${String(tokens)}",${String(tokens)}]\n`);
    }
    expect(hash.digest()).toBe(whole.digest("hex"));
  });
});
