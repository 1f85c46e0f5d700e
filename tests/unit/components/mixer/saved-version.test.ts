import { expect, it } from "vitest";
import { anotherName, linkedVersion, newestSeen } from "@/components/mixer/saved-version";
import type { RecipeSummary } from "@/server/services/recipe/recipe-summary";
import { recipeOf } from "./corpus-fixture";

const version = (id: string, number: number) => ({
  ...{ id, recipeId: "r", number, recipeHash: `hash ${id}`, note: "" },
  ...{ createdAt: new Date(0), body: recipeOf({}) },
});
const RECIPES: readonly RecipeSummary[] = [
  { id: "r", name: "mine", versions: [version("b", 2), version("a", 1)] },
];

it("finds the version of a link, and takes what was saved after it for not seen", () => {
  expect(linkedVersion(RECIPES, "a")).toEqual({
    ...{ versionId: "a", name: "mine", number: 1, recipeHash: "hash a", newest: 1 },
  });
  expect(linkedVersion(RECIPES, "nowhere")).toBeNull();
});

it("knows of no version under another name than the draft began with", () => {
  const saved = linkedVersion(RECIPES, "b");
  expect([newestSeen(saved, "mine"), newestSeen(saved, "other"), newestSeen(null, "mine")]).toEqual([
    2, 0, 0,
  ]);
});

it("finds a name that is free", () => {
  expect(anotherName("mine", new Set(["mine"]))).toBe("mine (2)");
  expect(anotherName("mine", new Set(["mine", "mine (2)", "mine (3)"]))).toBe("mine (4)");
});
