import { expect, it } from "vitest";
import { factsInForce, recipeDifferences } from "@/components/ui/recipe-facts";
import { recipeOf } from "../mixer/corpus-fixture";

it("finds nothing to tell two recipes apart that differ by name and note only", () => {
  const mine = recipeOf({ weights: { fluency: 1 } });
  expect(recipeDifferences(mine, { ...mine, name: "other", note: "a try" })).toEqual([]);
});

it("names every weight and setting in which two recipes differ", () => {
  const mine = recipeOf({
    weights: { fluency: 0.0422, reasoning: 0.5 },
    directions: { reasoning: -1 },
    budget: { tokens: 30_000_000_000 },
    filters: { tokens: { min: 5000 }, raters: { fluency: { max: 0.5 } } },
  });
  const theirs = recipeOf({
    weights: { fluency: 0.1, reasoning: 0.5 },
    normalisation: "zscore",
    missing: "zero",
    domains: { rule: "bounds", bounds: { c4: { max: 0.2 } } },
    cap: { documents: 1000 },
    temperature: 2,
  });
  expect(recipeDifferences(mine, theirs)).toEqual([
    { label: "Weight of Fluency", mine: "4.22 points", theirs: "10 points" },
    { label: "Weight of Reasoning", mine: "50 points, less is better", theirs: "50 points" },
    { label: "Budget", mine: "30.0 B tokens", theirs: "10 %" },
    { label: "Normalisation", mine: "rank", theirs: "z-score" },
    { label: "Missing values count as", mine: "left out", theirs: "0" },
    { label: "Domains", mine: "free", theirs: "c4 at most 20 %" },
    { label: "Only tokens", mine: "at least 5,000", theirs: "none" },
    { label: "Only Fluency", mine: "at most 0.500", theirs: "none" },
    { label: "Documents per group", mine: "any number", theirs: "at most 1,000" },
    { label: "Temperature", mine: "none", theirs: "2, seed 0" },
  ]);
});

it("tells of a recipe what has an effect, and leaves out what it leaves open", () => {
  const recipe = recipeOf({ weights: { fluency: 1 }, filters: { domains: ["none"] }, cap: { documents: 3 } });
  expect(factsInForce(recipe)).toEqual([
    { label: "Budget", text: "10 %" },
    { label: "Normalisation", text: "rank" },
    { label: "Missing values count as", text: "left out" },
    { label: "Domains", text: "free" },
    { label: "Only domains", text: "none" },
    { label: "Documents per group", text: "at most 3" },
  ]);
});
