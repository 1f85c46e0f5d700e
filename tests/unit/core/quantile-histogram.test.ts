import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { histogramOfQuantiles } from "@/core/quantile-histogram";

describe("histogramOfQuantiles", () => {
  it("spreads an even distribution evenly", () => {
    expect(histogramOfQuantiles([0, 1, 2, 3, 4], 0, 4, 2)).toEqual([0.5, 0.5]);
  });
  it("counts the tails in the outermost bins", () => {
    expect(histogramOfQuantiles([-100, 0, 1, 2, 100], 0, 2, 2)).toEqual([0.5, 0.5]);
  });
  it("puts many equal values into one bin", () => {
    expect(histogramOfQuantiles([0, 0, 0, 0, 1], 0, 1, 4)).toEqual([0.75 + 0.0625, 0.0625, 0.0625, 0.0625]);
  });
  it("puts a constant into the middle", () => {
    expect(histogramOfQuantiles([5, 5, 5], 5, 5, 3)).toEqual([0, 1, 0]);
  });
  it("always holds every row once", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 40 }),
        fc.integer({ min: -20, max: 0 }),
        fc.integer({ min: 1, max: 20 }),
        (values, low, high) => {
          const bins = histogramOfQuantiles(
            [...values].sort((a, b) => a - b),
            low,
            high,
            8,
          );
          expect(bins.reduce((sum, bin) => sum + bin, 0)).toBeCloseTo(1, 10);
          expect(Math.min(...bins)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
