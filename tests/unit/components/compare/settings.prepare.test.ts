import { describe, expect, it } from "vitest";
import { pointsOf, settingRows, weightRows } from "@/components/compare/settings.prepare";
import { recipeOf } from "../mixer/corpus-fixture";

const base = recipeOf({ weights: { fluency: 0.75, reasoning: 0.25 } });

describe("weightRows", () => {
  it("compares shares of all weight, what differs most from the baseline first", () => {
    const other = recipeOf({ weights: { fluency: 1, reasoning: 0.5, cleanliness: 0.5 } });
    const [first, second, third, ...rest] = weightRows([base, other]);
    expect(first).toMatchObject({ rater: "fluency", spread: 0.25 });
    expect(first?.cells).toEqual([
      { share: 0.75, direction: 1, length: 1, difference: 0 },
      { share: 0.5, direction: 1, length: 0.5 / 0.75, difference: -0.25 },
    ]);
    expect(second).toMatchObject({ rater: "cleanliness", spread: 0.25 });
    expect(third).toMatchObject({ rater: "reasoning", spread: 0 });
    expect(rest.every(({ spread, cells }) => spread === 0 && cells.every(({ share }) => share === 0))).toBe(
      true,
    );
    expect(rest).toHaveLength(22);
  });

  it("finds no difference between weights that are the same on another scale", () => {
    const tripled = recipeOf({ weights: { fluency: 2.25, reasoning: 0.75 } });
    expect(weightRows([base, tripled]).map(({ spread }) => spread)).toEqual(Array(25).fill(0));
    expect([pointsOf(base), pointsOf(tripled)]).toEqual([100, 300]);
  });

  it("counts a turned rater as twice its weight away", () => {
    const turned = recipeOf({ weights: base.weights, directions: { reasoning: -1 } });
    const [first] = weightRows([base, turned]);
    expect(first).toMatchObject({ rater: "reasoning", spread: 0.5 });
    expect(first?.cells[1]).toMatchObject({ direction: -1, difference: -0.5 });
  });
});

it("marks the settings in which any recipe differs from the first", () => {
  const rows = settingRows([
    base,
    recipeOf({ ...base, missing: "zero" }),
    recipeOf({ ...base, budget: { tokens: 5000 } }),
  ]);
  expect(rows.filter(({ differs }) => differs)).toEqual([
    { label: "Budget", texts: ["10 %", "10 %", "5.00 K tokens"], differs: true },
    { label: "Missing values count as", texts: ["left out", "0", "left out"], differs: true },
  ]);
});
