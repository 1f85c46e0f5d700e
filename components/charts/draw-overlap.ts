import { INK, MUTED, shortened } from "@/components/charts/drawing";
import type { Mark } from "@/core/drawing";
import type { PlacedDrawing } from "@/components/charts/placed-drawing";

interface OverlapDrawn {
  /** Names of the sets, in the order of rows and columns. */
  readonly names: readonly string[];
  /** A short name and a colour for each, for the heads of the columns. */
  readonly marks: readonly { readonly text: string; readonly colour: string }[];
  /** 0 … 1 of two sets. */
  readonly value: (a: number, b: number) => number;
}

const LABELS = 168;
const HEAD = 24;
/** Sets up to which a cell has room for its number. */
const NUMBERED = 14;
/** Share of the accent in the cell of two equal sets: text on it stays legible in both themes. */
const FULL = 60;

/** Colour of an overlap, 0 … 1. */
const overlapColour = (value: number): string =>
  `color-mix(in oklab, var(--color-accent) ${String(Math.round(value * FULL))}%, var(--color-surface))`;

/** What each two sets have in common: rows and columns are sets, the more of the colour, the more in common. */
export function drawOverlap({ names, marks, value }: OverlapDrawn): PlacedDrawing {
  const numbered = names.length <= NUMBERED;
  const [wide, high] = numbered ? [44, 28] : [14, 14];
  const size = numbered ? 12 : 10;
  const cells = names.flatMap((_, row) =>
    names.map((__, column) => ({
      ...{ x: LABELS + column * wide, y: HEAD + row * high, width: wide, height: high },
      strength: value(row, column),
    })),
  );
  const middle = high / 2 + 4;
  return {
    width: LABELS + names.length * wide + 2,
    height: HEAD + names.length * high + 2,
    marks: [
      ...marks.flatMap(({ text, colour }, place) => [
        ...mark(text, colour, LABELS + place * wide + wide / 2, 10, size),
        ...mark(text, colour, LABELS - 14, HEAD + place * high + high / 2, size),
      ]),
      ...names.map((name, row): Mark => ({
        ...{ kind: "text", x: LABELS - 30, y: HEAD + row * high + middle, text: shortened(name, 22) },
        ...{ anchor: "end", size, fill: MUTED },
      })),
      ...cells.flatMap(({ strength, ...place }): Mark[] => [
        { kind: "rect", ...place, width: wide - 1, height: high - 1, fill: overlapColour(strength) },
        ...(numbered ? [cellText(strength, place.x + wide / 2, place.y + middle)] : []),
      ]),
    ],
    places: cells.map(({ x, y, width, height }) => ({ x, y, width: width - 1, height: height - 1 })),
    columns: Math.max(1, names.length),
  };
}

const cellText = (strength: number, x: number, y: number): Mark => ({
  ...{ kind: "text", x, y, text: (strength * 100).toFixed(1), size: 12, anchor: "middle", fill: INK },
});

/** A set's colour beside its letter, around the middle of a cell. */
const mark = (text: string, colour: string, x: number, y: number, size: number): Mark[] => [
  { kind: "circle", x: x - size / 2 - 1, y, r: size / 4, fill: colour },
  { kind: "text", x: x + size / 4 - 1, y: y + size / 3, text, size, bold: true, fill: INK },
];
