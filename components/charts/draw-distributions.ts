import { prepareDistribution } from "@/components/charts/distribution.prepare";
import { AXIS, MUTED, shortened } from "@/components/charts/drawing";
import type { Drawing, Mark } from "@/core/drawing";

export interface SmallMultiple {
  readonly title: string;
  /** Right of the title. */
  readonly note: string;
  readonly all: readonly number[];
  readonly selected: readonly number[] | null;
  /** Below the axis: at its left end, in the middle, at its right end. */
  readonly ends: readonly [string, string, string];
}

const COLUMNS = 5;
const WIDTH = 148;
const GAP = 20;
const CURVE = 44;
const HEIGHT = 92;

/** Distributions side by side, each on its own scale: everything as an area, what is selected as a line. */
export function drawDistributions(multiples: readonly SmallMultiple[]): Drawing {
  const columns = Math.min(COLUMNS, Math.max(1, multiples.length));
  return {
    width: columns * (WIDTH + GAP) - GAP,
    height: Math.ceil(multiples.length / columns) * HEIGHT,
    marks: multiples.flatMap((multiple, place) =>
      multipleMarks(multiple, (place % columns) * (WIDTH + GAP), Math.floor(place / columns) * HEIGHT),
    ),
  };
}

function multipleMarks({ title, note, all, selected, ends }: SmallMultiple, x: number, y: number): Mark[] {
  const top = y + 18;
  const floor = top + CURVE;
  const paths = prepareDistribution(all, selected, WIDTH, CURVE);
  const small = { kind: "text", size: 10, fill: MUTED } as const;
  const line = (d: string): Mark => ({
    ...{ kind: "path", x, y: top, d, stroke: "var(--color-accent)", width: 1.5 },
  });
  return [
    { kind: "text", x, y: y + 10, text: shortened(title, note === "" ? 26 : 20), size: 11 },
    { ...small, x: x + WIDTH, y: y + 10, text: note, size: 11, anchor: "end" },
    { kind: "path", x, y: top, d: paths.all, fill: "var(--color-before)" },
    ...(paths.selected === null ? [] : [line(paths.selected)]),
    { kind: "line", x1: x, x2: x + WIDTH, y1: floor, y2: floor, stroke: AXIS },
    { ...small, x, y: floor + 12, text: ends[0] },
    { ...small, x: x + WIDTH / 2, y: floor + 12, text: ends[1], anchor: "middle" },
    { ...small, x: x + WIDTH, y: floor + 12, text: ends[2], anchor: "end" },
  ];
}
