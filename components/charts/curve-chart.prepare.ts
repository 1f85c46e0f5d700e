import { niceTicks } from "@/components/charts/nice-ticks";
import { thinPoints } from "@/components/charts/thin-points";

export interface Curve {
  readonly id: string;
  readonly label: string;
  /** A CSS colour. */
  readonly colour: string;
  /** Marks each point: for curves of few points. */
  readonly dots?: boolean;
  /** Ascending by x; a null is a gap that the line bridges. */
  readonly points: readonly { readonly x: number; readonly y: number | null }[];
}

/** One x and what each curve has there, by curve id. */
export interface CurveRow {
  readonly x: number;
  readonly values: Readonly<Record<string, number>>;
}

export interface EndLabel {
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  readonly value: number;
  /** 0 = bottom, 1 = top of the plot, moved apart so that labels do not cover each other. */
  readonly at: number;
}

export interface CurvePlot {
  readonly rows: readonly CurveRow[];
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
  readonly labels: readonly EndLabel[];
}

interface CurveOptions {
  /** Right edge of the x axis even before a curve reaches it: the planned steps. */
  readonly xEnd?: number | null;
  readonly mostPoints?: number;
  /** Height of a label as a share of the plot. */
  readonly labelHeight?: number;
}

const isDrawn = (point: { x: number; y: number | null }): point is { x: number; y: number } =>
  point.y !== null && Number.isFinite(point.y);

/** Everything a line chart needs to be drawn; null when no curve has a point. */
export function prepareCurves(curves: readonly Curve[], options: CurveOptions = {}): CurvePlot | null {
  const { xEnd = null, mostPoints = 400, labelHeight = 0.08 } = options;
  const drawn = curves
    .map((curve) => ({ ...curve, points: thinPoints(curve.points.filter(isDrawn), mostPoints) }))
    .filter(({ points }) => points.length > 0);
  const all = drawn.flatMap(({ points }) => points);
  if (all.length === 0) return null;
  const [low, high] = extent(all.map(({ y }) => y));
  const [left, right] = extent(all.map(({ x }) => x));
  const pad = high > low ? 0 : Math.max(0.5, Math.abs(high) * 0.1);
  const yTicks = niceTicks(low - pad, high + pad, 5);
  const yDomain = [yTicks[0] ?? low, yTicks.at(-1) ?? high] as const;
  const xDomain = [Math.min(0, left), Math.max(right, xEnd ?? right, left + 1)] as const;
  const xTicks = niceTicks(xDomain[0], xDomain[1], 6).filter((tick) => tick <= xDomain[1]);
  return {
    rows: rowsOf(drawn),
    xTicks,
    yTicks,
    xDomain,
    yDomain,
    labels: endLabels(drawn, yDomain, labelHeight),
  };
}

function extent(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}

type Drawn = Omit<Curve, "points"> & { readonly points: readonly { x: number; y: number }[] };

function rowsOf(curves: readonly Drawn[]): CurveRow[] {
  const byX = new Map<number, Record<string, number>>();
  for (const { id, points } of curves) {
    for (const { x, y } of points) byX.set(x, { ...byX.get(x), [id]: y });
  }
  return [...byX].sort(([a], [b]) => a - b).map(([x, values]) => ({ x, values }));
}

function endLabels(
  curves: readonly Drawn[],
  [low, high]: readonly [number, number],
  height: number,
): EndLabel[] {
  const labels = curves
    .map(({ id, label, colour, points }) => {
      const value = points.at(-1)?.y ?? low;
      return { id, label, colour, value, at: high > low ? (value - low) / (high - low) : 0.5 };
    })
    .sort((a, b) => a.at - b.at);
  const positions = spread(
    labels.map(({ at }) => at),
    height,
  );
  return labels.map((label, index) => ({ ...label, at: positions[index] ?? label.at }));
}

/** Ascending positions moved apart to at least `gap`, kept inside 0 … 1 as far as they fit. */
export function spread(positions: readonly number[], gap: number): number[] {
  const up: number[] = [];
  for (const at of positions) up.push(Math.max(at, (up.at(-1) ?? -Infinity) + gap));
  const over = Math.max(0, (up.at(-1) ?? 0) - 1);
  if (over === 0) return up;
  const down: number[] = [];
  for (const at of up.toReversed()) down.push(Math.min(at, down.length === 0 ? 1 : (down.at(-1) ?? 1) - gap));
  return down.reverse();
}

/** The chart in words: where each curve starts, ends and is lowest. */
export function describeCurves(
  curves: readonly Curve[],
  format: (value: number) => string,
  xName: string,
): string {
  const sentences = curves.flatMap(({ label, points }) => {
    const drawn = points.filter(isDrawn);
    const first = drawn[0];
    const last = drawn.at(-1);
    if (first === undefined || last === undefined) return [];
    const lowest = drawn.reduce((best, point) => (point.y < best.y ? point : best), first);
    return [
      `${label}: ${format(first.y)} at ${xName} ${first.x}, ${format(last.y)} at ${xName} ${last.x}, lowest ${format(lowest.y)} at ${xName} ${lowest.x}.`,
    ];
  });
  return sentences.length === 0 ? "No points yet." : sentences.join(" ");
}
