import { AXIS, GRID, MUTED } from "@/components/charts/drawing";
import type { Mark } from "@/core/drawing";
import { niceTicks } from "@/components/charts/nice-ticks";
import type { PlacedDrawing } from "@/components/charts/placed-drawing";

interface ProfilesDrawn {
  readonly rows: readonly {
    readonly label: string;
    /** Of each set; null where it has none. */
    readonly values: readonly (number | null)[];
  }[];
  /** Of the sets; the first lies below the others. */
  readonly colours: readonly string[];
  readonly width: number;
  readonly format: (value: number) => string;
}

const LABELS = 132;
const ROW = 20;
const TOP = 18;
const END = 16;

/** Values of several sets on one line a row, around 0: how far the sets are apart is a bar between the outermost. */
export function drawProfiles({ rows, colours, width, format }: ProfilesDrawn): PlacedDrawing {
  const known = rows.flatMap(({ values }) => values.filter((value) => value !== null));
  const ticks = niceTicks(Math.min(0, ...known), Math.max(0.1, ...known), 6);
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const xOf = (value: number): number => LABELS + ((value - low) / (high - low)) * (width - LABELS - END);
  const floor = TOP + rows.length * ROW;
  return {
    width,
    height: floor + 4,
    marks: [
      ...ticks.flatMap((tick): Mark[] => [
        { kind: "line", x1: xOf(tick), x2: xOf(tick), y1: TOP, y2: floor, stroke: tick === 0 ? AXIS : GRID },
        { kind: "text", x: xOf(tick), y: 10, text: format(tick), size: 11, fill: MUTED, anchor: "middle" },
      ]),
      ...rows.flatMap(({ label, values }, row) =>
        rowMarks(label, values, TOP + row * ROW + ROW / 2, colours, xOf),
      ),
    ],
    places: rows.map((_, row) => ({ x: 0, y: TOP + row * ROW, width, height: ROW })),
    columns: 1,
  };
}

function rowMarks(
  label: string,
  values: readonly (number | null)[],
  y: number,
  colours: readonly string[],
  xOf: (value: number) => number,
): Mark[] {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return [
    { kind: "text", x: 0, y: y + 4, text: label },
    ...(known.length < 2
      ? []
      : [
          {
            kind: "line",
            x1: xOf(low),
            x2: xOf(high),
            y1: y,
            y2: y,
            stroke: "var(--color-line-strong)",
            width: 2,
          } as const,
        ]),
    ...values.flatMap((value, set): Mark[] =>
      value === null ? [] : [{ kind: "circle", x: xOf(value), y, r: 4, fill: colours[set] ?? AXIS }],
    ),
  ];
}
