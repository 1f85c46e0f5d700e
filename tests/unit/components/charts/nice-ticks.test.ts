import fc from "fast-check";
import { expect, it } from "vitest";
import { niceTicks } from "@/components/charts/nice-ticks";

it("takes round numbers around the range", () => {
  expect(niceTicks(0, 128, 6)).toEqual([0, 50, 100, 150]);
  expect(niceTicks(5.93, 10.4, 5)).toEqual([5, 6, 7, 8, 9, 10, 11]);
  expect(niceTicks(0.11, 0.29, 4)).toEqual([0.1, 0.15, 0.2, 0.25, 0.3]);
});

it("has one tick where there is no range", () => {
  expect(niceTicks(3, 3, 5)).toEqual([3]);
});

it("always covers the range in ascending steps, few of them", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 2, max: 8 }),
      (low, range, count) => {
        const ticks = niceTicks(low, low + range, count);
        expect(ticks[0]).toBeLessThanOrEqual(low);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(low + range);
        expect(ticks.length).toBeLessThanOrEqual(count + 2);
        expect([...ticks].sort((a, b) => a - b)).toEqual(ticks);
      },
    ),
  );
});
