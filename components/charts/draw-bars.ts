import { AXIS, INK, MUTED, shortened } from "@/components/charts/drawing";
import type { Drawing, Mark } from "@/core/drawing";

export interface BarRow {
  readonly label: string;
  /** Colour of the mark before the label. */
  /** Of the square before the label; null for none. */
  readonly colour: string | null;
  /** 0 … 1 of the longest bar of all, from top to bottom. */
  readonly bars: readonly { readonly length: number; readonly colour: string }[];
  /** Texts right of the bars, one for each column. */
  readonly cells: readonly string[];
}

const LABELS = 150;
const BARS = 300;
const CELL = 76;
const ROW = 28;
const HEAD = 22;
/** px of a bar and the gap after it, where there are several. */
const BAR = 10;

/** Bars that begin at one line, named on the left, their numbers in columns on the right. */
export function drawBars(rows: readonly BarRow[], columns: readonly string[]): Drawing {
  const right = (column: number): number => LABELS + BARS + (column + 1) * CELL;
  const heads = columns.map((text, column): Mark => ({
    ...{ kind: "text", x: right(column), y: 10, text, fill: MUTED, size: 11, anchor: "end" },
  }));
  const most = Math.max(1, ...rows.map(({ bars }) => bars.length));
  const rowPx = Math.max(ROW, most * BAR + 8);
  const height = HEAD + rows.length * rowPx;
  return {
    width: right(columns.length - 1),
    height,
    marks: [
      ...heads,
      ...rows.flatMap((row, index) => rowMarks(row, HEAD + index * rowPx, rowPx, right)),
      { kind: "line", x1: LABELS, x2: LABELS, y1: HEAD, y2: height, stroke: AXIS },
    ],
  };
}

function rowMarks(
  { label, colour, bars, cells }: BarRow,
  top: number,
  rowPx: number,
  right: (column: number) => number,
): Mark[] {
  const thick = bars.length === 1 ? 12 : BAR - 2;
  const first = top + (rowPx - bars.length * (thick + 2) + 2) / 2;
  const base = top + rowPx / 2 + 4;
  return [
    ...(colour === null
      ? []
      : [{ kind: "rect" as const, x: 0, y: top + rowPx / 2 - 4, width: 8, height: 8, fill: colour }]),
    { kind: "text", x: colour === null ? 0 : 14, y: base, text: shortened(label, 20) },
    ...bars.map(({ length, colour: fill }, bar): Mark => ({
      ...{ kind: "rect", x: LABELS, y: first + bar * (thick + 2), fill },
      width: length * BARS,
      height: thick,
    })),
    ...cells.map((text, column): Mark => ({
      ...{ kind: "text", x: right(column), y: base, text, anchor: "end", fill: INK },
    })),
  ];
}
