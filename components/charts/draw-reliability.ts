import { AXIS, GRID, MUTED } from "@/components/charts/drawing";
import type { PlacedDrawing } from "@/components/charts/placed-drawing";
import type { Mark } from "@/core/drawing";

interface ReliabilityDrawn {
  /** Shares of 0 to 1: what was said, and what came true. */
  readonly points: readonly { readonly said: number; readonly true: number }[];
  readonly size: number;
  /** What stands below. */
  readonly caption: string;
}

const LEFT = 40;
const BOTTOM = 34;
const EDGE = 8;
const RIGHT = 14;
const REACH = 7;

/** What came true by what was said, beside the diagonal on which both are the same. */
export function drawReliability({ points, size, caption }: ReliabilityDrawn): PlacedDrawing {
  const plot = size - LEFT - RIGHT;
  const xOf = (share: number): number => LEFT + share * plot;
  const yOf = (share: number): number => EDGE + (1 - share) * plot;
  const text = { kind: "text", size: 11, fill: MUTED } as const;
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const places = points.map((point) => ({ x: xOf(point.said), y: yOf(point.true) }));
  return {
    width: size,
    height: EDGE + plot + BOTTOM,
    marks: [
      ...ticks.flatMap((tick): Mark[] => [
        {
          ...{ kind: "line", x1: LEFT, x2: LEFT + plot, y1: yOf(tick), y2: yOf(tick) },
          stroke: tick === 0 ? AXIS : GRID,
        },
        { ...text, x: LEFT - 6, y: yOf(tick) + 4, text: `${String(100 * tick)} %`, anchor: "end" },
        { ...text, x: xOf(tick), y: yOf(0) + 15, text: String(100 * tick), anchor: "middle" },
      ]),
      { ...text, x: LEFT, y: yOf(0) + 30, text: caption },
      {
        ...{ kind: "line", x1: xOf(0), y1: yOf(0), x2: xOf(1), y2: yOf(1) },
        ...{ stroke: MUTED, dashes: "3 3" },
      },
      ...places.map(({ x, y }): Mark => ({ kind: "circle", x, y, r: 4, fill: "var(--color-accent)" })),
    ],
    places: places.map(({ x, y }) => ({ x: x - REACH, y: y - REACH, width: 2 * REACH, height: 2 * REACH })),
    columns: Math.max(1, points.length),
  };
}
