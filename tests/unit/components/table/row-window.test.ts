import { describe, expect, it } from "vitest";
import { rowWindow, scrollTopFor } from "@/components/table/row-window";

describe("rowWindow", () => {
  it("draws what is in sight and some more on either side", () => {
    expect(rowWindow({ top: 3_200, height: 640 }, 32, 1_000_000, 8)).toEqual({ first: 92, last: 128 });
  });
  it("stays inside the table", () => {
    expect(rowWindow({ top: 0, height: 640 }, 32, 5, 8)).toEqual({ first: 0, last: 4 });
    expect(rowWindow({ top: 32_000, height: 640 }, 32, 10, 2)).toEqual({ first: 9, last: 9 });
  });
  it("draws nothing of an empty table", () => {
    const { first, last } = rowWindow({ top: 0, height: 640 }, 32, 0, 8);
    expect(last).toBeLessThan(first);
  });
  it("reaches the last of a million rows", () => {
    expect(rowWindow({ top: 32_000_000 - 640, height: 640 }, 32, 1_000_000, 8).last).toBe(999_999);
  });
});

describe("scrollTopFor", () => {
  const scroll = { top: 320, height: 400 };
  it("stays where a row is in sight", () => {
    expect(scrollTopFor(12, scroll, 32, 48)).toBe(320);
  });
  it("goes up to a row above", () => {
    expect(scrollTopFor(4, scroll, 32, 48)).toBe(128);
  });
  it("goes down until a row stands whole at the bottom", () => {
    expect(scrollTopFor(30, scroll, 32, 48)).toBe(30 * 32 + 32 + 48 - 400);
  });
});
