import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Drawing } from "@/core/drawing";
import { drawBars } from "@/components/charts/draw-bars";
import { drawCounts } from "@/components/charts/draw-counts";
import { drawMixtureWay } from "@/components/charts/draw-mixture-way";
import { drawOverlap } from "@/components/charts/draw-overlap";
import { drawProfiles } from "@/components/charts/draw-profiles";
import { drawSteps } from "@/components/charts/draw-steps";
import { drawUpset } from "@/components/charts/draw-upset";
import { placeAfter, placeAt } from "@/components/charts/placed-drawing";

const texts = ({ marks }: Drawing): string[] =>
  marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
const rects = ({ marks }: Drawing) => marks.filter((mark) => mark.kind === "rect");
const circles = ({ marks }: Drawing) => marks.filter((mark) => mark.kind === "circle");

describe("an overlap", () => {
  const names = ["balanced v1", "books v2"];
  const marks = [
    { text: "A", colour: "grey" },
    { text: "B", colour: "blue" },
  ];
  const drawing = drawOverlap({ names, marks, value: (a, b) => (a === b ? 1 : 0.5) });

  it("colours a cell by what two sets share and writes it in", () => {
    expect(rects(drawing).map(({ fill }) => fill)).toEqual([
      "color-mix(in oklab, var(--color-accent) 60%, var(--color-surface))",
      "color-mix(in oklab, var(--color-accent) 30%, var(--color-surface))",
      "color-mix(in oklab, var(--color-accent) 30%, var(--color-surface))",
      "color-mix(in oklab, var(--color-accent) 60%, var(--color-surface))",
    ]);
    expect(texts(drawing)).toEqual([
      "A",
      "A",
      "B",
      "B",
      "balanced v1",
      "books v2",
      "100.0",
      "50.0",
      "50.0",
      "100.0",
    ]);
  });

  it("is read cell by cell", () => {
    expect([drawing.columns, drawing.places.length]).toEqual([2, 4]);
    const { x, y } = drawing.places[2] ?? { x: 0, y: 0 };
    expect(placeAt(drawing.places, x + 1, y + 1)).toBe(2);
  });

  it("leaves out the numbers where cells have no room for them", () => {
    const many = Array.from({ length: 15 }, (_, place) => `set ${String(place)}`);
    const small = drawOverlap({
      names: many,
      marks: many.map(() => ({ text: "A", colour: "grey" })),
      value: () => 0.5,
    });
    expect(texts(small)).not.toContain("50.0");
    expect(rects(small)).toHaveLength(225);
  });
});

it("draws UpSet bars by size over filled dots for the sets of a region", () => {
  const drawing = drawUpset({
    sets: ["x", "y", "z"].map((name, place) => ({
      name,
      letter: "ABC".charAt(place),
      colour: "blue",
      size: 10,
    })),
    regions: [
      { members: [0, 2], size: 8 },
      { members: [1], size: 2 },
    ],
    format: String,
  });
  const bars = rects(drawing).filter(({ fill }) => fill === "var(--color-accent)");
  expect(bars[0]?.height).toBe(4 * (bars[1]?.height ?? 0));
  expect(circles(drawing).filter(({ fill }) => fill === "var(--color-ink)")).toHaveLength(3);
  expect(circles(drawing).filter(({ fill }) => fill === "var(--color-line-strong)")).toHaveLength(6);
  expect([drawing.columns, drawing.places.length]).toEqual([2, 2]);
});

it("draws a profile as a dot for each set that has a value, and the bar between the outermost", () => {
  const drawing = drawProfiles({
    rows: [{ label: "Fluency", values: [-1, null, 1] }],
    colours: ["grey", "blue", "red"],
    width: 400,
    format: String,
  });
  expect(circles(drawing).map(({ fill }) => fill)).toEqual(["grey", "red"]);
  const [low, high] = circles(drawing);
  const bar = drawing.marks.find((mark) => mark.kind === "line" && mark.width === 2);
  expect(bar).toMatchObject({ x1: low?.x, x2: high?.x });
  expect(texts(drawing)).toContain("Fluency");
});

it("draws shares by bin as steps over those of everything", () => {
  const drawing = drawSteps({
    all: [0.5, 0.5],
    lines: [{ colour: "blue", shares: [0, 1] }],
    edges: ["", "16"],
    width: 252,
    format: String,
  });
  const paths = drawing.marks.flatMap((mark) => (mark.kind === "path" ? [mark] : []));
  expect(paths.map(({ d }) => d)).toEqual([
    "M0.0 120.0H100.0L100.0 120.0H200.0V240H0Z",
    "M0.0 240.0H100.0L100.0 0.0H200.0",
  ]);
});

it("draws a bar for every bin that holds something, one of a few still in sight", () => {
  const drawing = drawCounts({
    counts: [1000, 0, 1],
    colour: "green",
    ends: ["0", "+1"],
    axis: "margin",
    width: 300,
  });
  expect(rects(drawing).map(({ x, height }) => [x, height])).toEqual([
    [0, 72],
    [200, 1],
  ]);
});

it("stacks the domains along a way, the marker at its place", () => {
  const drawing = drawMixtureWay({
    points: [
      { at: 0, shares: [0.75, 0.25] },
      { at: 1, shares: [0.25, 0.75] },
    ],
    domains: [
      { name: "book", colour: "red" },
      { name: "web", colour: "blue" },
    ],
    ends: ["A", "B"],
    marker: 0.5,
    width: 272,
  });
  const paths = drawing.marks.flatMap((mark) => (mark.kind === "path" ? [mark.d] : []));
  expect(paths).toEqual([
    "M40.0 8.0L140.0 8.0L140.0 63.0L40.0 173.0Z",
    "M40.0 173.0L140.0 63.0L140.0 228.0L40.0 228.0Z",
  ]);
  expect(drawing.marks).toContainEqual(expect.objectContaining({ kind: "line", x1: 90, x2: 90 }));
  expect(texts(drawing)).toEqual(expect.arrayContaining(["book 25.0", "web 75.0", "A", "B"]));
  expect(drawing.places.map(({ x, width }) => [x, width])).toEqual([
    [40, 50],
    [90, 50],
  ]);
});

it("makes room for as many bars as a row of bars has", () => {
  const row = (bars: number) =>
    drawBars(
      [{ label: "a", colour: "red", bars: Array(bars).fill({ length: 1, colour: "blue" }), cells: [] }],
      [],
    );
  expect([row(1).height, row(2).height, row(5).height]).toEqual([50, 50, 80]);
});

describe("walking through places", () => {
  it("goes by rows and columns and stays inside", () => {
    const walk = (at: number, key: string) => placeAfter(at, key, 6, 3);
    expect([walk(0, "ArrowRight"), walk(2, "ArrowRight"), walk(3, "ArrowLeft")]).toEqual([1, 2, 3]);
    expect([walk(1, "ArrowDown"), walk(4, "ArrowDown"), walk(1, "ArrowUp"), walk(4, "ArrowUp")]).toEqual([
      4, 4, 1, 1,
    ]);
    expect([walk(4, "Home"), walk(4, "End"), walk(4, "x")]).toEqual([3, 5, null]);
  });

  it("reaches every place from every other", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 8 }), (count, columns) => {
        const seen = new Set([0]);
        const queue = [0];
        for (const at of queue) {
          for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
            const next = placeAfter(at, key, count, columns);
            if (next !== null && !seen.has(next)) {
              seen.add(next);
              queue.push(next);
            }
          }
        }
        expect(seen.size).toBe(count);
      }),
    );
  });
});
