import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvText, float32Text } from "@/core/export-cell";

describe("float32Text", () => {
  it.each([
    [0, "0"],
    [1.5, "1.5"],
    [-4, "-4"],
    [Math.fround(0.1), "0.1"],
    [Math.fround(-24.123457), "-24.123457"],
    [Math.fround(1 / 3), "0.33333334"],
    [Math.fround(16777217), "16777216"],
  ])("writes %d as %s", (value, text) => {
    expect(float32Text(value)).toBe(text);
  });

  it("is read back as the same float32", () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(Number(float32Text(value)))).toBe(value + 0 === 0 ? 0 : value);
      }),
    );
  });
});

describe("csvText", () => {
  it.each([
    ["plain", "plain"],
    ["a,b", '"a,b"'],
    ['say "it"', '"say ""it"""'],
    ["two\nlines", '"two\nlines"'],
    ["=1+1", "'=1+1"],
    ["+49 30", "'+49 30"],
    ["-1", "'-1"],
    ["@here", "'@here"],
    ["\tx", "'\tx"],
    ["\rx", '"\'\rx"'],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    ["a=1", "a=1"],
    ["", ""],
  ])("writes %j as %j", (text, cell) => {
    expect(csvText(text)).toBe(cell);
  });
});
