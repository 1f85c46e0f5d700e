import { describe, expect, it } from "vitest";
import { prepareDistribution } from "@/components/charts/distribution.prepare";

describe("prepareDistribution", () => {
  it("draws both as shares on one scale", () => {
    const { all, selected } = prepareDistribution([10, 30], [0, 4], 20, 10);
    expect(all).toBe("M0 10L0.0 7.5L10.0 7.5L10.0 2.5L20.0 2.5L20 10Z");
    expect(selected).toBe("M0.0 10.0L10.0 10.0L10.0 0.0L20.0 0.0");
  });
  it("has no line without a selection, and nothing at all without bins", () => {
    expect(prepareDistribution([1], null, 10, 10).selected).toBeNull();
    expect(prepareDistribution([], [], 10, 10)).toEqual({ all: "", selected: null });
  });
});
