import { prepareCurves, type Curve } from "@/components/charts/curve-chart.prepare";
import { AXIS, GRID, MUTED, shortened } from "@/components/charts/drawing";
import type { Drawing, Mark } from "@/core/drawing";
import { ownValue } from "@/core/own-value";
import { formatCount } from "@/components/ui/format";

export interface CurvesDrawn {
  readonly curves: readonly Curve[];
  readonly xName: string;
  readonly format: (value: number) => string;
  readonly xEnd?: number | null;
  /** Vertical lines. */
  readonly marks?: readonly { readonly x: number; readonly label: string }[];
}

const LEFT = 48;
const PLOT = 560;
const HEIGHT = 280;
const NAMES = 150;
const LABEL = 18;
const NOTHING: Drawing = { width: LEFT + PLOT + NAMES, height: 0, marks: [] };

/** Lines over a shared x, named at their ends. */
export function drawCurves({ curves, xName, format, xEnd = null, marks = [] }: CurvesDrawn): Drawing {
  const plot = prepareCurves(curves, { xEnd, labelHeight: LABEL / HEIGHT });
  if (plot === null) return NOTHING;
  const { xDomain, yDomain } = plot;
  const xOf = (x: number): number => LEFT + ((x - xDomain[0]) / (xDomain[1] - xDomain[0])) * PLOT;
  const yOf = (y: number): number => HEIGHT * (1 - (y - yDomain[0]) / (yDomain[1] - yDomain[0]));
  const tick = { kind: "text", size: 11, fill: MUTED } as const;
  const grid = plot.yTicks.flatMap((value): Mark[] => [
    { kind: "line", x1: LEFT, x2: LEFT + PLOT, y1: yOf(value), y2: yOf(value), stroke: GRID },
    { ...tick, x: LEFT - 8, y: yOf(value) + 4, text: format(value), anchor: "end" },
  ]);
  const steps = plot.xTicks.map((value): Mark => ({
    ...{ ...tick, x: xOf(value), y: HEIGHT + 16, text: formatCount(value), anchor: "middle" },
  }));
  const upright = marks.map(({ x }): Mark => ({
    ...{ kind: "line", x1: xOf(x), x2: xOf(x), y1: 0, y2: HEIGHT, stroke: AXIS, dashes: "2 3" },
  }));
  const lines = curves.flatMap(({ id, colour, dots = false }): Mark[] => {
    const points = plot.rows.flatMap(({ x, values }) => {
      const y = ownValue(values, id);
      return y === undefined ? [] : [{ x: xOf(x), y: yOf(y) }];
    });
    const d = points
      .map(({ x, y }, place) => `${place === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`)
      .join("");
    if (d === "") return [];
    const line: Mark = { kind: "path", x: 0, y: 0, d, stroke: colour, width: dots ? 2 : 1.5 };
    return [
      line,
      ...(dots ? points.map((point): Mark => ({ kind: "circle", ...point, r: 2.5, fill: colour })) : []),
    ];
  });
  const names = plot.labels.flatMap(({ label, colour, value, at }): Mark[] => {
    const y = (1 - at) * HEIGHT;
    const text = `${shortened(label, 16)} ${format(value)}`;
    return [
      { kind: "circle", x: LEFT + PLOT + 14, y, r: 4, fill: colour },
      { kind: "text", x: LEFT + PLOT + 24, y: y + 4, text },
    ];
  });
  return {
    width: LEFT + PLOT + NAMES,
    height: HEIGHT + 36,
    marks: [
      ...grid,
      { kind: "line", x1: LEFT, x2: LEFT + PLOT, y1: HEIGHT, y2: HEIGHT, stroke: AXIS },
      ...steps,
      { ...tick, x: LEFT + PLOT, y: HEIGHT + 32, text: xName, anchor: "end" },
      ...upright,
      ...lines,
      ...names,
    ],
  };
}
