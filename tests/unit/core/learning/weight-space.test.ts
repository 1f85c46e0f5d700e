import { describe, expect, it } from "vitest";
import { boundsSchema, requireSharedOut, weightSpace } from "@/core/learning/weight-space";

const COLUMNS = ["a", "b", "c"];
const FREE = { bounds: {}, prior: null, radius: null };

describe("the space of a search", () => {
  it("is the whole simplex unless it is bounded", () => {
    expect(weightSpace(COLUMNS, FREE)).toEqual({
      low: [0, 0, 0],
      high: [1, 1, 1],
      prior: null,
      radius: null,
    });
  });

  it("has its bounds and its prior, scaled to sum to 1, in the order of the columns", () => {
    const bounds = boundsSchema.parse({ b: { max: 0.6 }, a: { min: 0.1 } });
    expect(weightSpace(COLUMNS, { bounds, prior: { b: 2, a: 2 }, radius: 0.3 })).toEqual({
      low: [0.1, 0, 0],
      high: [1, 0.6, 1],
      prior: [0.5, 0.5, 0],
      radius: 0.3,
    });
  });

  it.each([
    [
      { ...FREE, bounds: { wit: { min: 0, max: 1 } } },
      '--bounds names "wit", which is no column of weights.',
    ],
    [{ ...FREE, prior: { wit: 1 } }, '--prior names "wit", which is no column of weights.'],
    [{ ...FREE, prior: { a: 0 } }, "Every weight of --prior is 0."],
    [{ ...FREE, radius: 0.2 }, "--radius is the distance to a prior, and there is none."],
    [
      { ...FREE, bounds: { a: { min: 0.7, max: 1 }, b: { min: 0.7, max: 1 } } },
      "The least weights sum to 1.4",
    ],
    [
      { bounds: { a: { min: 0, max: 0.5 } }, prior: { a: 3, b: 1 }, radius: null },
      '--prior gives "a" 0.750000, outside its bounds of 0 to 0.5.',
    ],
  ])("is refused by name: %j", (wishes, says) => {
    expect(() => weightSpace(COLUMNS, wishes)).toThrow(says);
  });

  it("needs runs whose weights sum to 1 but for rounding", () => {
    const runs = { ids: ["x", "y"], losses: [1, 2] };
    expect(() =>
      requireSharedOut({
        ...runs,
        weights: [
          [0.5, 0.497],
          [1, 0.003],
        ],
      }),
    ).not.toThrow();
    expect(() =>
      requireSharedOut({
        ...runs,
        weights: [
          [1, 0],
          [1, 1],
        ],
      }),
    ).toThrow('The weights of run "y" sum to 2.');
  });
});
