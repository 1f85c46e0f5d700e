import { AXIS, GRID, MUTED, shortened } from "@/components/charts/drawing";
import { niceTicks } from "@/components/charts/nice-ticks";
import type { PlacedDrawing } from "@/components/charts/placed-drawing";
import type { Mark } from "@/core/drawing";

export interface DotRow {
  readonly label: string;
  /** What was measured: a dot each. */
  readonly values: readonly number[];
  /** What was expected: a stroke, and its interval as a line. */
  readonly expected: {
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
  } | null;
  /** In the accent colour rather than in ink. */
  readonly strong: boolean;
}

interface DotRowsDrawn {
  readonly rows: readonly DotRow[];
  readonly width: number;
  readonly format: (value: number) => string;
}

const LABELS = 132;
/** Right of the axis, at least; half of the last number where that is wider. */
const END = 16;
/** Width of a figure at size 11. */
const FIGURE = 6.4;
const ROW = 22;
const TOP = 6;
const FOOT = 20;
const TICKS = 5;

/** Numbers of several things as dots on one axis, a row each, over what was expected of them. */
export function drawDotRows({ rows, width, format }: DotRowsDrawn): PlacedDrawing {
  const known = rows.flatMap(({ values, expected }) => [...values, ...endsOf(expected)]);
  const ticks = niceTicks(Math.min(...known), Math.max(...known), TICKS);
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const end = Math.max(END, (format(high).length * FIGURE) / 2);
  const plot = width - LABELS - end;
  const xOf = (value: number): number => LABELS + (high > low ? (value - low) / (high - low) : 0.5) * plot;
  const floor = TOP + rows.length * ROW;
  return {
    width,
    height: floor + FOOT,
    marks: [
      ...ticks.flatMap((tick): Mark[] => [
        { kind: "line", x1: xOf(tick), x2: xOf(tick), y1: TOP, y2: floor, stroke: GRID },
        {
          ...{ kind: "text", x: xOf(tick), y: floor + 14, text: format(tick), size: 11, fill: MUTED },
          anchor: "middle",
        },
      ]),
      { kind: "line", x1: LABELS, x2: width - end, y1: floor, y2: floor, stroke: AXIS },
      ...rows.flatMap((row, at) => rowMarks(row, TOP + at * ROW + ROW / 2, xOf)),
    ],
    places: rows.map((_, at) => ({ x: 0, y: TOP + at * ROW, width, height: ROW })),
    columns: 1,
  };
}

const endsOf = (expected: DotRow["expected"]): number[] =>
  expected === null ? [] : [expected.value, expected.low, expected.high].filter((end) => end !== null);

function rowMarks(
  { label, values, expected, strong }: DotRow,
  y: number,
  xOf: (value: number) => number,
): Mark[] {
  const fill = strong ? "var(--color-accent)" : "var(--color-ink)";
  return [
    { kind: "text", x: 0, y: y + 4, text: shortened(label, 20) },
    ...(expected === null ? [] : expectedMarks(expected, y, xOf)),
    ...values.map((value): Mark => ({ kind: "circle", x: xOf(value), y, r: 3.5, fill })),
  ];
}

function expectedMarks(
  { value, low, high }: NonNullable<DotRow["expected"]>,
  y: number,
  xOf: (value: number) => number,
): Mark[] {
  const x = xOf(value);
  const stroke: Mark = { kind: "line", x1: x, x2: x, y1: y - 7, y2: y + 7, stroke: MUTED, width: 2 };
  if (low === null || high === null) return [stroke];
  const range = { x1: xOf(low), x2: xOf(high), y1: y, y2: y, stroke: "var(--color-before)", width: 5 };
  return [{ kind: "line", ...range }, stroke];
}
