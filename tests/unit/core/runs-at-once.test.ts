import { describe, expect, it } from "vitest";
import { inPortions } from "@/core/runs-at-once";

describe("portions of runs", () => {
  it("hold every run once, in order, and at most 500 each", () => {
    const runs = Array.from({ length: 1_201 }, (_, at) => at);
    expect(inPortions(runs).map(({ length }) => length)).toEqual([500, 500, 201]);
    expect(inPortions(runs).flat()).toEqual(runs);
    expect(inPortions(runs.slice(0, 500)).map(({ length }) => length)).toEqual([500]);
    expect(inPortions([])).toEqual([]);
  });
});
