import fc from "fast-check";
import { expect, it } from "vitest";
import { thinPoints } from "@/components/charts/thin-points";

const line = (length: number) => Array.from({ length }, (_, x) => ({ x, y: 0 }));

it("leaves few points alone", () => {
  const points = line(10);
  expect(thinPoints(points, 10)).toBe(points);
});

it("keeps the first, the last and a spike", () => {
  const points = line(1_000).map((point) => (point.x === 617 ? { ...point, y: 9 } : point));
  const thin = thinPoints(points, 50);
  expect(thin).toHaveLength(50);
  expect(thin[0]).toBe(points[0]);
  expect(thin.at(-1)).toBe(points.at(-1));
  expect(thin).toContainEqual({ x: 617, y: 9 });
});

it("invents no point, keeps the order and never keeps too many", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { maxLength: 300 }),
      fc.integer({ min: 3, max: 60 }),
      (values, most) => {
        const points = values.map((y, x) => ({ x, y }));
        const thin = thinPoints(points, most);
        expect(thin.length).toBeLessThanOrEqual(Math.max(most, 2));
        expect(thin.every((point) => points[point.x] === point)).toBe(true);
        expect(thin.every((point, index) => index === 0 || point.x > (thin[index - 1]?.x ?? -1))).toBe(true);
      },
    ),
  );
});
