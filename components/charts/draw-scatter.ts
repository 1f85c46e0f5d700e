import { AXIS, GRID, MUTED } from "@/components/charts/drawing";
import { niceTicks } from "@/components/charts/nice-ticks";
import type { PlacedDrawing } from "@/components/charts/placed-drawing";
import type { Mark } from "@/core/drawing";

interface ScatterDrawn {
  /** Both in the same unit, on the same scale. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly xName: string;
  readonly yName: string;
  readonly size: number;
  readonly format: (value: number) => string;
}

const LEFT = 48;
const TOP = 20;
const BOTTOM = 36;
const RIGHT = 20;
const REACH = 6;
const TICKS = 5;

/** Pairs of numbers of one kind as dots, beside the diagonal on which both are the same. */
export function drawScatter({ points, xName, yName, size, format }: ScatterDrawn): PlacedDrawing {
  const plot = size - LEFT - RIGHT;
  const values = points.flatMap(({ x, y }) => [x, y]);
  const ticks = niceTicks(Math.min(...values), Math.max(...values), TICKS);
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const share = (value: number): number => (high > low ? (value - low) / (high - low) : 0.5);
  const xOf = (value: number): number => LEFT + share(value) * plot;
  const yOf = (value: number): number => TOP + (1 - share(value)) * plot;
  const text = { kind: "text", size: 11, fill: MUTED } as const;
  const floor = TOP + plot;
  const dots = points.map(({ x, y }) => ({ x: xOf(x), y: yOf(y) }));
  return {
    width: size,
    height: floor + BOTTOM,
    marks: [
      { ...text, x: 0, y: 10, text: yName },
      ...ticks.flatMap((tick): Mark[] => [
        { kind: "line", x1: LEFT, x2: LEFT + plot, y1: yOf(tick), y2: yOf(tick), stroke: GRID },
        { ...text, x: LEFT - 6, y: yOf(tick) + 4, text: format(tick), anchor: "end" },
        { ...text, x: xOf(tick), y: floor + 15, text: format(tick), anchor: "middle" },
      ]),
      { kind: "line", x1: LEFT, x2: LEFT + plot, y1: floor, y2: floor, stroke: AXIS },
      { ...text, x: LEFT + plot, y: floor + 31, text: xName, anchor: "end" },
      { kind: "line", x1: LEFT, y1: floor, x2: LEFT + plot, y2: TOP, stroke: MUTED, dashes: "3 3" },
      ...dots.map(({ x, y }): Mark => ({ kind: "circle", x, y, r: 3, fill: "var(--color-accent)" })),
    ],
    places: dots.map(({ x, y }) => ({ x: x - REACH, y: y - REACH, width: 2 * REACH, height: 2 * REACH })),
    columns: Math.max(1, points.length),
  };
}
