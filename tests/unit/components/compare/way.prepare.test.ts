import { expect, it } from "vitest";
import { isCounted, pointAt, wayShares, waySentence } from "@/components/compare/way.prepare";
import type { Waypoint } from "@/core/comparison/between";
import { recipeOf } from "../mixer/corpus-fixture";

const point = (at: number, tokens: readonly number[]): Waypoint => ({
  at,
  recipe: recipeOf({ weights: { fluency: 1 } }),
  documents: 10,
  tokens: tokens.reduce((sum, part) => sum + part, 0),
  domains: tokens.map((part) => ({ documents: 1, tokens: part })),
  withFirst: { byDocuments: 1 - at, byTokens: 1 - at },
  withSecond: { byDocuments: at, byTokens: at },
});

// In the order in which they are counted: the ends, the middle, a quarter.
const points = [point(0, [30, 10]), point(1, [0, 0]), point(0.5, [1, 3]), point(0.25, [2, 2])];

it("shows the place that was counted, or the nearest to it", () => {
  expect(pointAt(points, 0.5)?.at).toBe(0.5);
  expect(pointAt(points, 0.3)?.at).toBe(0.25);
  expect(pointAt(points, 0.9)?.at).toBe(1);
  expect(pointAt([], 0.9)).toBeNull();
  expect([isCounted(points, 0.25), isCounted(points, 0.3)]).toEqual([true, false]);
});

it("stacks shares of tokens by place, in the order of the way", () => {
  expect(wayShares(points)).toEqual([
    { at: 0, shares: [0.75, 0.25] },
    { at: 0.25, shares: [0.5, 0.5] },
    { at: 0.5, shares: [0.25, 0.75] },
    { at: 1, shares: [0, 0] },
  ]);
});

it("says what is at a place", () => {
  expect(waySentence(point(0.25, [2, 2]))).toBe(
    "25 % of the way: 10 documents, 4 tokens, 75.0 % in common with the start, 25.0 % with the end.",
  );
});
