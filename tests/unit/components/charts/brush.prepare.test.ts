import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  draggedStretch,
  gripAt,
  isInside,
  nudgedStretch,
  placeOf,
  rangeOf,
  stretchBetween,
  stretchOf,
} from "@/components/charts/brush.prepare";

const LEVELS = [0, 1, 2, 3, 4, 5];
const TOKENS = [16, 24, 32, 48, 64];
const REAL = { whole: false };
const WHOLE = { whole: true };

const anyEdges = fc
  .tuple(fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.double({ min: 0.01, max: 1e3, noNaN: true }))
  .map(([low, width]) => Array.from({ length: 37 }, (_, edge) => low + (width * edge) / 36));
const place = fc.double({ min: 0, max: 1, noNaN: true });

describe("the place of a value", () => {
  it("counts bins, and goes by proportion within one", () => {
    expect(placeOf(2.5, LEVELS)).toBe(0.5);
    expect(placeOf(20, TOKENS)).toBe(0.125);
    expect(placeOf(40, TOKENS)).toBe(0.625);
  });
  it("stays on the axis", () => {
    expect(placeOf(-3, LEVELS)).toBe(0);
    expect(placeOf(99, LEVELS)).toBe(1);
  });
});

describe("a brushed stretch", () => {
  it("reaches to the nearest edges, whichever way it was drawn", () => {
    expect(stretchBetween(0.22, 0.79, LEVELS)).toEqual({ from: 1, to: 4 });
    expect(stretchBetween(0.79, 0.22, LEVELS)).toEqual({ from: 1, to: 4 });
  });
  it("holds at least the bin under the pointer", () => {
    expect(stretchBetween(0.5, 0.5, LEVELS)).toEqual({ from: 2, to: 3 });
    expect(stretchBetween(1, 1, LEVELS)).toEqual({ from: 4, to: 5 });
  });
  it("has the values at its edges, and open ends at those of the axis", () => {
    expect(rangeOf({ from: 1, to: 4 }, LEVELS, REAL)).toEqual({ min: 1, max: 4 });
    expect(rangeOf({ from: 0, to: 4 }, LEVELS, REAL)).toEqual({ max: 4 });
    expect(rangeOf({ from: 3, to: 5 }, LEVELS, REAL)).toEqual({ min: 3 });
    expect(rangeOf({ from: 0, to: 5 }, LEVELS, REAL)).toBeNull();
  });
  it("ends before the next bin begins where values are whole", () => {
    expect(rangeOf({ from: 1, to: 3 }, TOKENS, WHOLE)).toEqual({ min: 24, max: 47 });
  });
  it("is found again from its values", () => {
    fc.assert(
      fc.property(anyEdges, place, place, (edges, a, b) => {
        const stretch = stretchBetween(a, b, edges);
        expect(stretchOf(rangeOf(stretch, edges, REAL) ?? {}, edges)).toEqual(stretch);
      }),
    );
  });
  it("has figures no longer than its bins ask for", () => {
    const edges = Array.from({ length: 37 }, (_, edge) => 0.123456789 + (4 * edge) / 36);
    expect(rangeOf({ from: 5, to: 20 }, edges, REAL)).toEqual({ min: 0.679, max: 2.346 });
  });
});

describe("the edges of a stretch", () => {
  it("move by bins and never pass each other", () => {
    expect(nudgedStretch({ from: 1, to: 3 }, "from", 1, LEVELS)).toEqual({ from: 2, to: 3 });
    expect(nudgedStretch({ from: 2, to: 3 }, "from", 1, LEVELS)).toEqual({ from: 2, to: 3 });
    expect(nudgedStretch({ from: 1, to: 3 }, "to", 9, LEVELS)).toEqual({ from: 1, to: 5 });
    expect(nudgedStretch({ from: 1, to: 3 }, "to", -9, LEVELS)).toEqual({ from: 1, to: 2 });
  });
  it("are taken hold of when the pointer is near", () => {
    const range = { min: 1, max: 4 };
    expect(gripAt(0.21, range, LEVELS, 0.05)).toBe("from");
    expect(gripAt(0.78, range, LEVELS, 0.05)).toBe("to");
    expect(gripAt(0.5, range, LEVELS, 0.05)).toBe("new");
    expect(gripAt(0.2, null, LEVELS, 0.05)).toBe("new");
  });
  it("can be told apart where they lie on one place", () => {
    expect(gripAt(0.19, { min: 1, max: 1 }, LEVELS, 0.05)).toBe("from");
    expect(gripAt(0.21, { min: 1, max: 1 }, LEVELS, 0.05)).toBe("to");
  });
  it("follow the pointer, past the other too", () => {
    const range = { min: 1, max: 3 };
    expect(draggedStretch("to", 0.6, 1, range, LEVELS)).toEqual({ from: 1, to: 5 });
    expect(draggedStretch("from", 0.2, 0.8, range, LEVELS)).toEqual({ from: 3, to: 4 });
    expect(draggedStretch("new", 0.08, 0.45, range, LEVELS)).toEqual({ from: 0, to: 2 });
  });
});

it("takes a click outside a range for its end", () => {
  expect(isInside(0.5, { min: 1, max: 4 }, LEVELS)).toBe(true);
  expect(isInside(0.05, { min: 1, max: 4 }, LEVELS)).toBe(false);
  expect(isInside(0.05, null, LEVELS)).toBe(true);
});
