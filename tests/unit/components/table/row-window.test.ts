import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  barAt,
  HIGHEST_PX,
  rowTopPx,
  rowWindow,
  scrolled,
  settled,
  topAt,
  topFor,
  trackPx,
  type Place,
  type Rows,
} from "@/components/table/row-window";

const table = (count: number): Rows => ({ count, rowPx: 32, headerPx: 72, viewPx: 800 });
const heightOf = ({ count, rowPx, headerPx }: Rows) => count * rowPx + headerPx;
const START: Place = { bar: 0, top: 0 };

const anyTable = fc.record({
  count: fc.oneof(fc.nat({ max: 2_000 }), fc.integer({ min: 400_000, max: 60_000_000 })),
  rowPx: fc.constantFrom(24, 32, 36, 56),
  headerPx: fc.constantFrom(0, 48, 72),
  viewPx: fc.integer({ min: 200, max: 2_000 }),
});
const longTable = fc.record({
  count: fc.integer({ min: 1_000_000, max: 60_000_000 }),
  rowPx: fc.constantFrom(32, 36, 56),
  headerPx: fc.constantFrom(0, 48, 72),
  viewPx: fc.integer({ min: 200, max: 2_000 }),
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe("the bar of a long table", () => {
  it("is as long as the rows until an element may not be", () => {
    expect(trackPx(table(1_000))).toBe(32_072);
    expect(trackPx(table(1_000_000))).toBe(HIGHEST_PX);
    expect(trackPx(table(10_000_000))).toBe(HIGHEST_PX);
  });

  it("reaches the first and the last row exactly", () => {
    fc.assert(
      fc.property(anyTable, (rows) => {
        const end = Math.max(0, trackPx(rows) - rows.viewPx);
        expect(topAt(0, rows)).toBe(0);
        expect(topAt(end, rows)).toBe(Math.max(0, heightOf(rows) - rows.viewPx));
        const { last } = rowWindow(topAt(end, rows), rows, 0);
        expect(last).toBe(rows.count - 1);
      }),
    );
  });

  it("never moves the rows back while it moves on", () => {
    fc.assert(
      fc.property(anyTable, share, share, (rows, a, b) => {
        const end = Math.max(0, trackPx(rows) - rows.viewPx);
        const [low, high] = [Math.min(a, b) * end, Math.max(a, b) * end];
        expect(topAt(high, rows)).toBeGreaterThanOrEqual(topAt(low, rows));
      }),
    );
  });

  it("stands where the rows stand", () => {
    fc.assert(
      fc.property(anyTable, share, (rows, at) => {
        const top = at * Math.max(0, heightOf(rows) - rows.viewPx);
        expect(topAt(barAt(top, rows), rows)).toBeCloseTo(top, 3);
      }),
    );
  });

  it("is the rows' own position in a table of ordinary length", () => {
    fc.assert(
      fc.property(fc.nat({ max: 499_000 }), share, (count, at) => {
        const rows = table(count);
        const bar = at * Math.max(0, trackPx(rows) - rows.viewPx);
        expect(scrolled(START, bar, rows)).toEqual({ bar, top: bar });
      }),
    );
  });
});

describe("steps through a long table", () => {
  const stepsOf = fc.array(fc.integer({ min: -400, max: 400 }), { maxLength: 60 });

  it("move the rows by exactly the px of the wheel, wherever they begin", () => {
    fc.assert(
      fc.property(longTable, fc.double({ min: 0.2, max: 0.8, noNaN: true }), stepsOf, (rows, at, steps) => {
        const start = settled({ bar: 0, top: Math.round(at * heightOf(rows)) }, rows);
        const end = steps.reduce((place, by) => scrolled(place, place.bar + by, rows), start);
        expect(end.top - start.top).toBe(steps.reduce((sum, by) => sum + by, 0));
      }),
    );
  });

  it("are steps also where a slow browser hands over many turns of the wheel as one", () => {
    const rows = { ...table(1_000_000), viewPx: 780 };
    const start = settled({ bar: 0, top: 16_000_000 }, rows);
    expect(scrolled(start, start.bar - 3_000, rows).top).toBe(start.top - 3_000);
    expect(scrolled(start, start.bar - 20_000, rows).top).toBe(topAt(start.bar - 20_000, rows));
  });

  it("leave the rows where they are when the bar is put right", () => {
    fc.assert(
      fc.property(longTable, share, stepsOf, (rows, at, steps) => {
        const start = settled({ bar: 0, top: at * (heightOf(rows) - rows.viewPx) }, rows);
        const end = steps.reduce((place, by) => scrolled(place, Math.max(0, place.bar + by), rows), start);
        expect(settled(end, rows).top).toBe(end.top);
      }),
    );
  });

  it("come to the first row by steps alone, with rests between them", () => {
    const rows = table(10_000_000);
    let place = settled({ bar: 0, top: 500_000 }, rows);
    let steps = 0;
    while (place.top > 0 && steps < 10_000) {
      place = scrolled(place, Math.max(0, place.bar - 120), rows);
      if (steps % 50 === 0) place = settled(place, rows);
      steps += 1;
    }
    expect(place).toEqual(START);
    expect(steps).toBe(Math.ceil(500_000 / 120));
  });
});

describe("the rows that are drawn", () => {
  it("are those in sight and some more on either side", () => {
    const rows = { ...table(1_000_000), headerPx: 0, viewPx: 640 };
    expect(rowWindow(3_200, rows, 8)).toEqual({ first: 92, last: 128 });
  });

  it("stay inside the table", () => {
    expect(rowWindow(0, table(5), 8)).toEqual({ first: 0, last: 4 });
    expect(rowWindow(32_000, table(10), 2)).toEqual({ first: 0, last: 9 });
    expect(rowWindow(32 * 1_000, table(1_000), 8)).toEqual({ first: 960, last: 999 });
  });

  it("are as many wherever the scroll stands", () => {
    fc.assert(
      fc.property(longTable, share, share, (rows, a, b) => {
        const sizes = [a, b].map((at) => {
          const { first, last } = rowWindow(at * (heightOf(rows) - rows.viewPx), rows, 8);
          return last - first + 1;
        });
        expect(sizes[0]).toBe(sizes[1]);
      }),
    );
  });

  it("are none of an empty table", () => {
    const { first, last } = rowWindow(0, table(0), 8);
    expect(last).toBeLessThan(first);
  });

  it("fill the view below the header, at whole px of the element", () => {
    fc.assert(
      fc.property(longTable, share, (rows, at) => {
        const place = settled({ bar: 0, top: Math.floor(at * (heightOf(rows) - rows.viewPx)) }, rows);
        const { first, last } = rowWindow(place.top, rows, 0);
        const shift = place.bar - place.top;
        expect(rowTopPx(first, shift, rows)).toBeLessThanOrEqual(place.bar + rows.headerPx + 1e-6);
        expect(rowTopPx(last, shift, rows) + rows.rowPx).toBeGreaterThanOrEqual(
          place.bar + rows.viewPx - 1e-6,
        );
        expect(rowTopPx(last, shift, rows)).toBeLessThan(HIGHEST_PX);
      }),
    );
  });
});

describe("bringing a row into sight", () => {
  const rows = { ...table(1_000_000), headerPx: 48, viewPx: 400 };
  it("leaves the rows where they are when it is", () => {
    expect(topFor(12, 320, rows)).toBe(320);
  });
  it("goes up to a row above", () => {
    expect(topFor(4, 320, rows)).toBe(128);
  });
  it("goes down until the row stands whole at the bottom", () => {
    expect(topFor(30, 320, rows)).toBe(30 * 32 + 32 + 48 - 400);
  });
  it("goes to the end for the last row", () => {
    expect(topFor(999_999, 0, rows)).toBe(heightOf(rows) - rows.viewPx);
  });
});
