import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sparkline } from "@/server/training/run-glance";

const points = (losses: readonly (number | null)[]) => losses.map((loss) => ({ loss }));

describe("sparkline of a run", () => {
  it("is the curve itself while it is short, without steps that have no loss", () => {
    expect(sparkline(points([9, null, 8, 7]), 48)).toEqual([9, 8, 7]);
    expect(sparkline([], 48)).toEqual([]);
  });

  it("is the mean of equally long stretches of a long curve", () => {
    expect(sparkline(points([8, 6, 4, 2, 1, 1]), 3)).toEqual([7, 3, 1]);
  });

  it("never has more values than asked for, nor any outside the curve", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 60 }),
        (losses, bins) => {
          const line = sparkline(points(losses), bins);
          expect(line).toHaveLength(Math.min(bins, losses.length));
          expect(Math.min(...line)).toBeGreaterThanOrEqual(Math.min(...losses));
          expect(Math.max(...line)).toBeLessThanOrEqual(Math.max(...losses));
        },
      ),
    );
  });
});
