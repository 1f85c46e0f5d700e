import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterOrder } from "@/components/charts/cluster-order";

const of = (matrix: readonly (readonly number[])[]) => (a: number, b: number) => matrix[a]?.[b] ?? null;

describe("an order by likeness", () => {
  it("puts the two that are most alike side by side, whichever sign", () => {
    const order = clusterOrder(
      4,
      of([
        [1, 0.1, -0.9, 0],
        [0.1, 1, 0, 0.8],
        [-0.9, 0, 1, 0.2],
        [0, 0.8, 0.2, 1],
      ]),
    );
    expect(Math.abs(order.indexOf(0) - order.indexOf(2))).toBe(1);
    expect(Math.abs(order.indexOf(1) - order.indexOf(3))).toBe(1);
  });

  it("turns groups so that their nearest ends meet", () => {
    const order = clusterOrder(
      4,
      of([
        [1, 0.9, 0, 0],
        [0.9, 1, 0.5, 0],
        [0, 0.5, 1, 0.9],
        [0, 0, 0.9, 1],
      ]),
    );
    expect(order).toEqual([0, 1, 2, 3]);
  });

  it("keeps the given order where nothing is alike, and of one or none", () => {
    expect(clusterOrder(3, () => null)).toEqual([0, 1, 2]);
    expect(clusterOrder(1, () => 1)).toEqual([0]);
    expect(clusterOrder(0, () => 1)).toEqual([]);
  });

  it("has every item once, and the same every time", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 }), {
          minLength: 9,
          maxLength: 9,
        }),
        (matrix) => {
          const symmetric = (a: number, b: number) => matrix[Math.min(a, b)]?.[Math.max(a, b)] ?? null;
          const order = clusterOrder(9, symmetric);
          expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
          expect(clusterOrder(9, symmetric)).toEqual(order);
        },
      ),
    );
  });
});
