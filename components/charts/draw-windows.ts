import { AXIS, GRID } from "@/components/charts/drawing";
import type { Drawing, Mark } from "@/core/drawing";

interface WindowsDrawn {
  /** A value for each window, in their order; null for a gap. */
  readonly line: readonly (number | null)[];
  readonly colour: string;
  /** Ends of the scale, the same for all drawings that stand together. */
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
}

const EDGE = 5;

/** Values of consecutive windows as dots on a line, small enough to stand beside many others. */
export function drawWindows({ line, colour, from, to, width, height }: WindowsDrawn): Drawing {
  const step = (width - 2 * EDGE) / Math.max(1, line.length - 1);
  const yOf = (value: number): number => EDGE + ((to - value) / (to - from)) * (height - 2 * EDGE);
  const points = line.flatMap((value, at) =>
    value === null ? [] : [{ x: EDGE + at * step, y: yOf(value) }],
  );
  const rule = (value: number): Mark => ({
    ...{ kind: "line", x1: 0, x2: width, y1: yOf(value), y2: yOf(value) },
    stroke: value === from ? AXIS : GRID,
  });
  const d = points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  return {
    width,
    height,
    marks: [
      rule(from),
      rule((from + to) / 2),
      rule(to),
      { kind: "path", x: 0, y: 0, d, stroke: colour, width: 1.5 },
      ...points.map(({ x, y }): Mark => ({ kind: "circle", x, y, r: 2.5, fill: colour })),
    ],
  };
}
