import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nudged, readNumber } from "@/components/ui/number-entry";

const free = { min: -Infinity, max: Infinity, decimals: 6 };

describe("readNumber", () => {
  it.each([
    ["30B", 30e9],
    ["1.5 M", 1.5e6],
    ["1,345,423", 1_345_423],
    ["2e-4", 0.0002],
    ["-.5", -0.5],
    ["  12k ", 12_000],
  ])("reads %s", (text, value) => {
    expect(readNumber(text, free)).toBe(value);
  });

  it.each(["", "abc", "1.2.3", "--1", "3 apples", "e5"])("refuses %j", (text) => {
    expect(readNumber(text, free)).toBeNull();
  });

  it("keeps inside its bounds and decimals", () => {
    expect(readNumber("7", { min: 0, max: 5, decimals: 2 })).toBe(5);
    expect(readNumber("1.23456", { min: 0, max: 5, decimals: 2 })).toBe(1.23);
  });

  it("reads back every number it is shown", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (value) => {
        expect(readNumber((value / 1000).toFixed(3), free)).toBe(value / 1000);
      }),
    );
  });
});

it("nudges without the dust of binary fractions", () => {
  expect(nudged(0.1, 0.2, free)).toBe(0.3);
  expect(nudged(4.9, 0.2, { min: 0, max: 5, decimals: 1 })).toBe(5);
});
