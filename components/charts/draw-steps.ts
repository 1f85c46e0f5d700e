import { AXIS, GRID, MUTED } from "@/components/charts/drawing";
import type { Mark } from "@/core/drawing";
import { niceTicks } from "@/components/charts/nice-ticks";
import type { PlacedDrawing } from "@/components/charts/placed-drawing";

interface StepsDrawn {
  /** Behind the lines, in grey; a share for each bin. */
  readonly all: readonly number[];
  readonly lines: readonly { readonly colour: string; readonly shares: readonly number[] }[];
  /** What stands below the edge between two bins; "" for nothing. */
  readonly edges: readonly string[];
  readonly width: number;
  readonly format: (share: number) => string;
}

const LEFT = 44;
const PLOT = 240;
const TOP = 8;

/** Shares by bin of several sets as step lines over those of everything. */
export function drawSteps({ all, lines, edges, width, format }: StepsDrawn): PlacedDrawing {
  const ticks = niceTicks(0, Math.max(1e-9, ...all, ...lines.flatMap(({ shares }) => shares)), 4);
  const top = ticks.at(-1) ?? 1;
  const step = (width - LEFT - 8) / Math.max(1, all.length);
  const floor = TOP + PLOT;
  const yOf = (share: number): number => PLOT - (share / top) * PLOT;
  const outline = (shares: readonly number[]): string =>
    shares
      .map(
        (share, bin) =>
          `${bin === 0 ? "M" : "L"}${(bin * step).toFixed(1)} ${yOf(share).toFixed(1)}H${((bin + 1) * step).toFixed(1)}`,
      )
      .join("");
  return {
    width,
    height: floor + 20,
    marks: [
      ...ticks.flatMap((tick): Mark[] => [
        {
          kind: "line",
          x1: LEFT,
          x2: width - 8,
          y1: TOP + yOf(tick),
          y2: TOP + yOf(tick),
          stroke: tick === 0 ? AXIS : GRID,
        },
        {
          kind: "text",
          x: LEFT - 6,
          y: TOP + yOf(tick) + 4,
          text: format(tick),
          size: 11,
          fill: MUTED,
          anchor: "end",
        },
      ]),
      {
        ...{ kind: "path", x: LEFT, y: TOP, fill: "var(--color-line)" },
        d: all.length === 0 ? "" : `${outline(all)}V${String(PLOT)}H0Z`,
      },
      ...lines.map(({ colour, shares }): Mark => ({
        kind: "path",
        x: LEFT,
        y: TOP,
        d: outline(shares),
        stroke: colour,
        width: 1.75,
      })),
      ...edges.map((text, edge): Mark => ({
        ...{ kind: "text", x: LEFT + edge * step, y: floor + 15, text, size: 11, fill: MUTED },
        anchor: "middle",
      })),
    ],
    places: all.map((_, bin) => ({ x: LEFT + bin * step, y: TOP, width: step, height: PLOT })),
    columns: Math.max(1, all.length),
  };
}
