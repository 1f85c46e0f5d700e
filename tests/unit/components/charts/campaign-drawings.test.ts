import { describe, expect, it } from "vitest";
import { drawDotRows } from "@/components/charts/draw-dot-rows";
import { drawMatrix } from "@/components/charts/draw-matrix";
import { drawMultiples } from "@/components/charts/draw-multiples";
import { drawScatter } from "@/components/charts/draw-scatter";
import { placeAt } from "@/components/charts/placed-drawing";
import type { Drawing } from "@/core/drawing";

const texts = ({ marks }: Drawing): string[] =>
  marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
const circles = ({ marks }: Drawing) => marks.flatMap((mark) => (mark.kind === "circle" ? [mark] : []));
const paths = ({ marks }: Drawing) => marks.flatMap((mark) => (mark.kind === "path" ? [mark] : []));
const lines = ({ marks }: Drawing) => marks.flatMap((mark) => (mark.kind === "line" ? [mark] : []));

describe("a scatter of two numbers of one kind", () => {
  const points = [
    { x: 3, y: 3 },
    { x: 4, y: 3.5 },
  ];
  const drawing = drawScatter({ points, xName: "measured", yName: "predicted", size: 300, format: String });

  it("puts what is the same on the diagonal and what is less below it", () => {
    const diagonal = lines(drawing).find(({ dashes }) => dashes !== undefined);
    const [same, less] = circles(drawing);
    expect([same?.x, same?.y]).toEqual([diagonal?.x1, diagonal?.y1]);
    const { x1 = 0, y1 = 0 } = diagonal ?? {};
    expect((less?.x ?? 0) - x1).toBeCloseTo(2 * (y1 - (less?.y ?? 0)), 9);
  });

  it("is read dot by dot", () => {
    const [, dot] = circles(drawing);
    expect(placeAt(drawing.places, dot?.x ?? 0, dot?.y ?? 0)).toBe(1);
  });
});

it("draws one number alone in the middle", () => {
  const drawing = drawScatter({
    ...{ points: [{ x: 2, y: 2 }], xName: "x", yName: "y", size: 260, format: String },
  });
  expect(circles(drawing)).toMatchObject([{ x: 144, y: 116 }]);
});

describe("a matrix", () => {
  const drawing = drawMatrix({
    rows: [
      { label: "Fluency", strengths: [1, 0, 1], bar: -0.5, text: "−0.50" },
      { label: "Books", strengths: [0, 1, 0], bar: 1, text: "+1.00" },
    ],
    heights: [0, 0.5, 1],
    heightsName: "loss",
    barsName: "ρ",
    ends: ["low", "high"],
    width: 400,
  });

  it("draws cells of one colour as one mark", () => {
    expect(paths(drawing).map(({ d, fill }) => [d.match(/M/g)?.length, fill])).toEqual([
      [3, "color-mix(in oklab, var(--color-accent) 0%, var(--color-sunken))"],
      [3, "color-mix(in oklab, var(--color-accent) 100%, var(--color-sunken))"],
    ]);
    expect(paths(drawing)[1]?.d).toBe("M0 0h25v15h-25zM52 0h25v15h-25zM26 16h25v15h-25z");
  });

  it("draws a bar to the left for what is below 0, half as long for half as much", () => {
    const bars = drawing.marks.flatMap((mark) => (mark.kind === "rect" ? [mark] : [])).slice(3);
    expect(bars.map(({ width, fill }) => [width, fill])).toEqual([
      [16, "var(--color-gained)"],
      [32, "var(--color-lost)"],
    ]);
    expect((bars[0]?.x ?? 0) + 16).toBe(bars[1]?.x);
  });

  it("is read cell by cell, row by row", () => {
    expect([drawing.places.length, drawing.columns]).toEqual([6, 3]);
    const { x, y } = drawing.places[4] ?? { x: 0, y: 0 };
    expect(placeAt(drawing.places, x + 1, y + 1)).toBe(4);
  });

  it("keeps columns at 3 px where there are more than fit", () => {
    const many = Array.from({ length: 512 }, () => 0.5);
    const wide = drawMatrix({
      ...{ rows: [{ label: "a", strengths: many, bar: null, text: "" }], heights: many },
      ...{ heightsName: "", barsName: "", ends: ["", ""], width: 400 },
    });
    expect(wide.places[1]?.x).toBe((wide.places[0]?.x ?? 0) + 3);
    expect(paths(wide)).toHaveLength(1);
  });
});

describe("small multiples", () => {
  const curve = (title: string, ys: readonly number[], mark: number | null = null, faint = false) => ({
    ...{ title, figure: "0.1", mark, faint, points: ys.map((y, x) => ({ x, y })) },
  });
  const drawing = drawMultiples({
    multiples: [curve("a", [0, 2], 0.5), curve("b", [1, 1], 7), curve("c", [2, 0], null, true)],
    width: 400,
    formatX: String,
    formatY: (y) => y.toFixed(1),
  });

  it("stand in as many columns as fit and share their y scale", () => {
    expect([drawing.columns, drawing.width, drawing.height]).toEqual([2, 400, 212]);
    expect(paths(drawing).map(({ d }) => d)).toEqual([
      "M0.0 60.0L152.0 0.0",
      "M0.0 30.0L152.0 30.0",
      "M0.0 0.0L152.0 60.0",
    ]);
    expect(texts(drawing).filter((text) => text === "2.0")).toHaveLength(3);
  });

  it("mark an x that is on their axis, and are grey where nothing can be read", () => {
    expect(lines(drawing).filter(({ dashes }) => dashes !== undefined)).toHaveLength(1);
    expect(paths(drawing).map(({ stroke }) => stroke)).toEqual([
      "var(--color-accent)",
      "var(--color-accent)",
      "var(--color-before)",
    ]);
  });
});

it("draws what was measured as dots over what was expected, all on one axis", () => {
  const drawing = drawDotRows({
    rows: [
      { label: "learned", values: [1, 2], expected: { value: 1.5, low: 1, high: 2 }, strong: true },
      { label: "random", values: [3], expected: null, strong: false },
      { label: "uniform", values: [3], expected: { value: 2, low: null, high: null }, strong: false },
    ],
    width: 548,
    format: String,
  });
  // The axis goes from 1 to 3 over 400 px.
  expect(circles(drawing).map(({ x, fill }) => [x, fill])).toEqual([
    [132, "var(--color-accent)"],
    [332, "var(--color-accent)"],
    [532, "var(--color-ink)"],
    [532, "var(--color-ink)"],
  ]);
  const bars = lines(drawing).filter(({ width }) => width === 5);
  expect(bars.map(({ x1, x2 }) => [x1, x2])).toEqual([[132, 332]]);
  expect(lines(drawing).filter(({ width }) => width === 2)).toHaveLength(2);
});
