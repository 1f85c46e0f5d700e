import { describe, expect, it } from "vitest";
import { prepareBox, prepareLogAxis } from "@/components/charts/box-strip.prepare";

const box = (p5: number, max: number) => ({ p5, p25: p5, median: p5, p75: max, p95: max, max });

describe("a logarithmic axis", () => {
  it("covers whole decades of all strips", () => {
    const { ticks } = prepareLogAxis([box(30, 500), box(80, 2000)]);
    expect(ticks.map(({ value }) => value)).toEqual([10, 100, 1000, 10_000]);
    expect(ticks.map(({ at }) => at)).toEqual([0, expect.closeTo(1 / 3), expect.closeTo(2 / 3), 1]);
  });

  it("ends at a power of ten that is reached exactly, and is never a point", () => {
    expect(prepareLogAxis([box(10, 1000)]).ticks.map(({ value }) => value)).toEqual([10, 100, 1000]);
    expect(prepareLogAxis([box(100, 100)]).ticks.map(({ value }) => value)).toEqual([100, 1000]);
    expect(prepareLogAxis([]).ticks.map(({ value }) => value)).toEqual([1, 10]);
  });

  it("places what has no logarithm at 1, and what lies outside at the end", () => {
    const { place, ticks } = prepareLogAxis([box(0, 100)]);
    expect(ticks[0]?.value).toBe(1);
    expect([place(0), place(1), place(10), place(1e9)]).toEqual([0, 0, 0.5, 1]);
  });
});

it("gives a strip its places and widths", () => {
  const axis = prepareLogAxis([box(1, 10_000)]);
  const places = prepareBox({ p5: 1, p25: 10, median: 100, p75: 100, p95: 1000, max: 10_000 }, axis);
  expect(places).toMatchObject({ p5: 0, p25: 0.25, median: 0.5, boxWidth: 0.25, whiskerWidth: 0.75, max: 1 });
});
