import { AXIS, MUTED, shortened } from "@/components/charts/drawing";
import type { PlacedDrawing } from "@/components/charts/placed-drawing";
import type { Mark } from "@/core/drawing";

export interface Multiple {
  readonly title: string;
  /** Right of the title. */
  readonly figure: string;
  /** Ascending by x. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** An x that a line stands at; null for none. */
  readonly mark: number | null;
  /** Drawn in grey: nothing can be read from it. */
  readonly faint: boolean;
}

interface MultiplesDrawn {
  readonly multiples: readonly Multiple[];
  readonly width: number;
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
}

const LEAST = 150;
const GAP = 20;
const LEFT = 38;
const HEAD = 18;
const PLOT = 60;
const FOOT = 28;
const CELL = HEAD + PLOT + FOOT;

/** Small curves that share one y scale, each over an x of its own, in as many columns as there is room for. */
export function drawMultiples({ multiples, width, formatX, formatY }: MultiplesDrawn): PlacedDrawing {
  const columns = Math.max(1, Math.min(multiples.length, Math.floor((width + GAP) / (LEAST + GAP))));
  const cell = Math.max(LEAST, (width + GAP) / columns - GAP);
  const ys = multiples.flatMap(({ points }) => points.map(({ y }) => y));
  const ends = [Math.min(...ys), Math.max(...ys)] as const;
  const places = multiples.map((_, at) => ({
    x: (at % columns) * (cell + GAP),
    y: Math.floor(at / columns) * CELL,
    width: cell,
    height: CELL - 8,
  }));
  return {
    width: columns * (cell + GAP) - GAP,
    height: Math.ceil(multiples.length / columns) * CELL,
    marks: multiples.flatMap((multiple, at) => {
      const { x = 0, y = 0 } = places[at] ?? {};
      return cellMarks(multiple, { x, y, width: cell }, ends, formatX, formatY);
    }),
    places,
    columns,
  };
}

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function cellMarks(
  { title, figure, points, mark, faint }: Multiple,
  { x: left, y: top, width }: Cell,
  [low, high]: readonly [number, number],
  formatX: (value: number) => string,
  formatY: (value: number) => string,
): Mark[] {
  const [from, until] = [points[0]?.x ?? 0, points.at(-1)?.x ?? 1];
  const plot = width - LEFT;
  const xOf = (x: number): number => (until > from ? ((x - from) / (until - from)) * plot : plot / 2);
  const yOf = (y: number): number => (high > low ? (1 - (y - low) / (high - low)) * PLOT : PLOT / 2);
  const floor = top + HEAD + PLOT;
  const small = { kind: "text", size: 11, fill: MUTED } as const;
  const d = points
    .map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${xOf(x).toFixed(1)} ${yOf(y).toFixed(1)}`)
    .join("");
  const upright = (x: number): Mark => ({
    ...{ kind: "line", x1: left + LEFT + x, x2: left + LEFT + x, y1: top + HEAD, y2: floor },
    ...{ stroke: MUTED, dashes: "2 3" },
  });
  const end = (tick: number, text: string): Mark => ({
    ...{ ...small, x: left + LEFT - 5, y: top + HEAD + yOf(tick) + (tick === low ? 1 : 8) },
    ...{ text, anchor: "end" },
  });
  const stroke = faint ? "var(--color-before)" : "var(--color-accent)";
  return [
    { kind: "text", x: left, y: top + 11, text: shortened(title, 18), ...(faint ? { fill: MUTED } : {}) },
    { ...small, x: left + width, y: top + 11, text: figure, anchor: "end" },
    end(low, formatY(low)),
    end(high, formatY(high)),
    { kind: "line", x1: left + LEFT, x2: left + width, y1: floor, y2: floor, stroke: AXIS },
    ...(mark === null || mark < from || mark > until ? [] : [upright(xOf(mark))]),
    { kind: "path", x: left + LEFT, y: top + HEAD, d, stroke, width: 1.75 },
    { ...small, x: left + LEFT, y: floor + 13, text: formatX(from) },
    { ...small, x: left + width, y: floor + 13, text: formatX(until), anchor: "end" },
  ];
}
