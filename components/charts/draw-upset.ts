import { AXIS, GRID, INK, MUTED, shortened } from "@/components/charts/drawing";
import type { Mark } from "@/core/drawing";
import { niceTicks } from "@/components/charts/nice-ticks";
import type { PlacedDrawing } from "@/components/charts/placed-drawing";

interface UpsetDrawn {
  readonly sets: readonly {
    readonly name: string;
    readonly letter: string;
    readonly colour: string;
    readonly size: number;
  }[];
  /** Largest first; `members` are positions of sets. */
  readonly regions: readonly { readonly members: readonly number[]; readonly size: number }[];
  readonly format: (size: number) => string;
  /** Letters without names, where there is little width. */
  readonly short?: boolean;
}

const LABELS = { named: 168, short: 34 } as const;
const SIZES = 84;
const COLUMN = 30;
const BARS = 132;
const TOP = 18;
const ROW = 24;
const GAP = 14;
const DOT = 5.5;
const TICKS = 3;

/** Sets as rows, what lies in exactly these sets as columns with a bar each, as in UpSet (Lex et al. 2014). */
export function drawUpset({ sets, regions, format, short = false }: UpsetDrawn): PlacedDrawing {
  const sizesEnd = (short ? LABELS.short : LABELS.named) + SIZES;
  const left = sizesEnd + 12;
  const floor = TOP + BARS;
  const width = left + Math.max(3, regions.length) * COLUMN + 8;
  const height = floor + GAP + sets.length * ROW;
  const ticks = niceTicks(0, Math.max(1, ...regions.map(({ size }) => size)), TICKS);
  const top = ticks.at(-1) ?? 1;
  const grid = ticks.flatMap((tick): Mark[] => {
    const y = floor - (tick / top) * BARS;
    return [
      { kind: "line", x1: left, x2: width, y1: y, y2: y, stroke: tick === 0 ? AXIS : GRID },
      { kind: "text", x: left - 6, y: y + 4, text: format(tick), size: 11, fill: MUTED, anchor: "end" },
    ];
  });
  const largest = Math.max(1, ...sets.map(({ size }) => size));
  const rowAt = (set: number): number => floor + GAP + set * ROW;
  return {
    width,
    height,
    marks: [
      ...grid,
      ...sets.flatMap((_, set): Mark[] => stripe(set, rowAt(set), width)),
      ...sets.flatMap((set, place) =>
        setMarks(set, { y: rowAt(place), largest, sizesEnd, short, text: format(set.size) }),
      ),
      ...regions.flatMap((region, column) =>
        regionMarks(region, left + column * COLUMN, { sets, rowAt, floor, top }),
      ),
    ],
    places: regions.map((_, column) => ({
      x: left + column * COLUMN,
      y: TOP - 14,
      width: COLUMN,
      height: height - TOP + 14,
    })),
    columns: Math.max(1, regions.length),
  };
}

const stripe = (set: number, y: number, width: number): Mark[] =>
  set % 2 === 0 ? [{ kind: "rect", x: 0, y, width, height: ROW, fill: "var(--color-sunken)" }] : [];

interface SetPlace {
  readonly y: number;
  /** Size of the largest set. */
  readonly largest: number;
  /** Where the bars of the sizes end. */
  readonly sizesEnd: number;
  readonly short: boolean;
  /** The size as it is written. */
  readonly text: string;
}

function setMarks(
  { name, letter, colour, size }: UpsetDrawn["sets"][number],
  { y, largest, sizesEnd, short, text }: SetPlace,
): Mark[] {
  const length = (size / largest) * (SIZES - 44);
  const base = y + ROW / 2 + 4;
  return [
    { kind: "circle", x: 8, y: y + ROW / 2, r: 3.5, fill: colour },
    { kind: "text", x: 16, y: base, text: letter, bold: true },
    ...(short ? [] : [{ kind: "text", x: 34, y: base, text: shortened(name, 20), fill: MUTED } as const]),
    { kind: "rect", x: sizesEnd - length, y: y + 7, width: length, height: ROW - 14, fill: colour },
    { kind: "text", x: sizesEnd - length - 4, y: base, text, size: 11, anchor: "end" },
  ];
}

interface Frame {
  readonly sets: UpsetDrawn["sets"];
  readonly rowAt: (set: number) => number;
  readonly floor: number;
  readonly top: number;
}

function regionMarks(
  { members, size }: UpsetDrawn["regions"][number],
  x: number,
  { sets, rowAt, floor, top }: Frame,
): Mark[] {
  const middle = x + COLUMN / 2;
  const height = (size / top) * BARS;
  const centre = (set: number): number => rowAt(set) + ROW / 2;
  const [first = 0, last = 0] = [members[0], members.at(-1)];
  return [
    { kind: "rect", x: x + 7, y: floor - height, width: COLUMN - 14, height, fill: "var(--color-accent)" },
    ...sets.map((_, set): Mark => ({
      kind: "circle",
      x: middle,
      y: centre(set),
      r: DOT,
      fill: "var(--color-line-strong)",
    })),
    { kind: "line", x1: middle, x2: middle, y1: centre(first), y2: centre(last), stroke: INK, width: 2 },
    ...members.map((set): Mark => ({ kind: "circle", x: middle, y: centre(set), r: DOT, fill: INK })),
  ];
}
