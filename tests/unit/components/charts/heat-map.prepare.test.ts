import { describe, expect, it } from "vitest";
import { divergingColour, moved } from "@/components/charts/heat-map.prepare";

describe("the colour of a correlation", () => {
  it.each([
    [1, "color-mix(in oklab, var(--color-domain-0) 100%, var(--color-surface))"],
    [-0.5, "color-mix(in oklab, var(--color-domain-4) 50%, var(--color-surface))"],
    [0, "color-mix(in oklab, var(--color-domain-0) 0%, var(--color-surface))"],
    [-2, "color-mix(in oklab, var(--color-domain-4) 100%, var(--color-surface))"],
  ])("of %d is %s", (value, colour) => {
    expect(divergingColour(value)).toBe(colour);
  });
});

describe("walking a matrix of 5 by 5 from its second row and third column", () => {
  it.each([
    ["ArrowUp", { row: 0, column: 2 }],
    ["ArrowDown", { row: 2, column: 2 }],
    ["ArrowLeft", { row: 1, column: 1 }],
    ["ArrowRight", { row: 1, column: 3 }],
    ["Home", { row: 1, column: 0 }],
    ["End", { row: 1, column: 4 }],
    ["PageUp", { row: 0, column: 2 }],
    ["PageDown", { row: 4, column: 2 }],
    ["a", null],
  ])("%s leads to %j", (key, place) => {
    expect(moved({ row: 1, column: 2 }, key, 5)).toEqual(place);
  });

  it("ends at the edges", () => {
    expect(moved({ row: 0, column: 0 }, "ArrowUp", 5)).toEqual({ row: 0, column: 0 });
    expect(moved({ row: 4, column: 4 }, "ArrowRight", 5)).toEqual({ row: 4, column: 4 });
  });
});
