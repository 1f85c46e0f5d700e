import { describe, expect, it } from "vitest";
import { boundsWarnings, constraintsOf, filterableRaters } from "@/components/mixer/constraints.prepare";
import { RATER_IDS } from "@/core/raters";
import type { Bounds } from "@/core/recipe-constraints";
import { evenColumn, evenCorpus, recipeOf } from "./corpus-fixture";

const RECIPE = recipeOf({
  weights: { fluency: 1 },
  filters: { domains: ["book"], tokens: { min: 100 }, raters: { fluency: { min: 0.5, max: 0.75 } } },
  domains: { rule: "bounds", bounds: { book: { min: 0.05, max: 0.2 }, wikipedia: { max: 0.5 } } },
  cap: { documents: 3 },
  temperature: 0.5,
  seed: 7,
});

describe("the constraints of a recipe", () => {
  it("are said one by one, in the order in which they are applied", () => {
    expect(constraintsOf(RECIPE, "host").map(({ label }) => label)).toEqual([
      "Domain book",
      "Tokens at least 100",
      "Fluency 0.500 to 0.750",
      "Temperature 0.5, seed 7",
      "At most 3 documents per host",
      "book 5 % to 20 % of the budget",
      "wikipedia at most 50 % of the budget",
    ]);
  });

  it("go one by one until none is left and the recipe has no trace of them", () => {
    let recipe = RECIPE;
    for (let left = 7; left > 0; left -= 1) {
      const [first] = constraintsOf(recipe);
      recipe = first?.without ?? recipe;
      expect(constraintsOf(recipe)).toHaveLength(left - 1);
    }
    expect(recipe).toEqual(recipeOf({ weights: { fluency: 1 }, domains: { rule: "bounds", bounds: {} } }));
  });

  it("are none for a recipe that only weighs", () => {
    expect(constraintsOf(recipeOf({ weights: { fluency: 1 } }))).toEqual([]);
  });
});

describe("bounds", () => {
  const warningsOf = (bounds: Bounds, domains?: string[]) =>
    boundsWarnings(
      recipeOf({
        domains: { rule: "bounds", bounds },
        ...(domains === undefined ? {} : { filters: { domains } }),
      }),
      evenCorpus(),
    );

  it("that leave the budget unspent are told", () => {
    expect(warningsOf({ book: { max: 0.2 }, wikipedia: { max: 0.5 } })).toEqual([
      "The greatest shares sum to 70.0 %: the rest of the budget stays unspent.",
    ]);
  });

  it("of a domain that the filters leave out are told", () => {
    expect(warningsOf({ book: { min: 0.05 } }, ["wikipedia"])).toEqual([
      "book is to have a least share, but the filters leave it out.",
    ]);
  });

  it("are in order where one domain is free", () => {
    expect(warningsOf({ book: { min: 0.1, max: 0.2 } })).toEqual([]);
  });
});

it("offers to filter by what the corpus has, where there is more than one value", () => {
  const constant = { value: { ...evenColumn(1), min: 1 }, argmax: null, provenance: "imported" } as const;
  const offered = filterableRaters(evenCorpus({ fluency: null, reasoning: constant }));
  expect(offered.map(({ id }) => id)).toEqual(
    RATER_IDS.filter((id) => id !== "fluency" && id !== "reasoning"),
  );
});
