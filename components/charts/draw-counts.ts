import { AXIS, MUTED } from "@/components/charts/drawing";
import type { Mark } from "@/core/drawing";
import type { PlacedDrawing } from "@/components/charts/placed-drawing";

interface CountsDrawn {
  /** By equally wide bins of the axis. */
  readonly counts: readonly number[];
  readonly colour: string;
  /** What stands at both ends of the axis. */
  readonly ends: readonly [string, string];
  readonly axis: string;
  readonly width: number;
}

const PLOT = 72;
const TOP = 4;

/** Amounts by bin as bars in one colour. */
export function drawCounts({ counts, colour, ends, axis, width }: CountsDrawn): PlacedDrawing {
  const tallest = Math.max(1, ...counts);
  const step = width / Math.max(1, counts.length);
  const floor = TOP + PLOT;
  const text = { kind: "text", y: floor + 14, size: 11, fill: MUTED } as const;
  return {
    width,
    height: floor + 18,
    marks: [
      ...counts.flatMap((count, bin): Mark[] => {
        // A single document among thousands stays visible.
        const height = count === 0 ? 0 : Math.max(1, (count / tallest) * PLOT);
        const place = { x: bin * step, y: floor - height, width: Math.max(1, step - 1), height };
        return count === 0 ? [] : [{ kind: "rect", ...place, fill: colour }];
      }),
      { kind: "line", x1: 0, x2: width, y1: floor, y2: floor, stroke: AXIS },
      { ...text, x: 0, text: ends[0] },
      { ...text, x: width / 2, text: axis, anchor: "middle" },
      { ...text, x: width, text: ends[1], anchor: "end" },
    ],
    places: counts.map((_, bin) => ({ x: bin * step, y: TOP, width: step, height: PLOT })),
    columns: Math.max(1, counts.length),
  };
}
