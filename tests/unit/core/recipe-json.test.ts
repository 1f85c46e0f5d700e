import fc from "fast-check";
import { expect, it } from "vitest";
import { readRecipeJson, writeRecipeJson } from "@/core/recipe-json";
import { documents, recipes } from "@/tests/support/random-recipes";

it("reads every recipe as it was written", () => {
  fc.assert(
    fc.property(documents.chain(recipes), (recipe) => {
      expect(readRecipeJson(writeRecipeJson(recipe), "a file")).toEqual(recipe);
    }),
  );
});

it("says where a text is no JSON", () => {
  expect(() => readRecipeJson('{"name": "a",\n}', "half.json")).toThrow(
    /^half\.json is not JSON: .*position 14/,
  );
});

it("names each field that is wrong, and what is wrong with it", () => {
  const text = JSON.stringify({ name: "a", weights: { fluency: -1, charm: 2 }, normalisation: "rank" });
  const told = /^The recipe is not valid: .*weights.*; budget: .*\.$/;
  expect(() => readRecipeJson(text, "a file")).toThrow(told);
});
