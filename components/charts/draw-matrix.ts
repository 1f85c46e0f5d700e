import { AXIS, INK, MUTED, shortened } from "@/components/charts/drawing";
import type { PlacedDrawing } from "@/components/charts/placed-drawing";
import type { Mark } from "@/core/drawing";

export interface MatrixRow {
  readonly label: string;
  /** 0 … 1 of each column. */
  readonly strengths: readonly number[];
  /** −1 … 1 of the longest bar right of the row; null for none. */
  readonly bar: number | null;
  /** Right of the bar. */
  readonly text: string;
}

interface MatrixDrawn {
  readonly rows: readonly MatrixRow[];
  /** 0 … 1 of each column: bars over the matrix. */
  readonly heights: readonly number[];
  readonly heightsName: string;
  readonly barsName: string;
  /** Below the first and the last column. */
  readonly ends: readonly [string, string];
  readonly width: number;
}

const LABELS = 132;
const BARS = 64;
const TEXT = 44;
const GAP = 10;
const TOP = 44;
const ROW = 16;
const FOOT = 20;
const LEAST = 3;
const MOST = 26;
/** Colours there are; cells of one colour are one mark, so that a thousand columns stay light. */
const LEVELS = 16;

/** Rows by columns in shades of one colour, a bar over each column and one beside each row. */
export function drawMatrix({
  rows,
  heights,
  heightsName,
  barsName,
  ends,
  width,
}: MatrixDrawn): PlacedDrawing {
  const room = width - LABELS - GAP - BARS - TEXT;
  const cell = Math.max(LEAST, Math.min(MOST, Math.floor(room / Math.max(1, heights.length))));
  const side = cell * heights.length;
  const right = LABELS + side + GAP;
  const floor = TOP + rows.length * ROW;
  const small = { kind: "text", size: 11, fill: MUTED } as const;
  return {
    width: right + BARS + TEXT,
    height: floor + FOOT,
    marks: [
      { ...small, x: LABELS - 8, y: TOP - 8, text: heightsName, anchor: "end" },
      { ...small, x: right, y: TOP - 8, text: barsName },
      ...heights.map((height, column): Mark => ({
        ...{ kind: "rect", x: LABELS + column * cell, y: TOP - 4 - bar(height), fill: "var(--color-before)" },
        ...{ width: gapped(cell), height: bar(height) },
      })),
      ...shades(rows, cell),
      ...rows.flatMap((row, at) => rowMarks(row, TOP + at * ROW, right)),
      { kind: "line", x1: right + BARS / 2, x2: right + BARS / 2, y1: TOP, y2: floor, stroke: AXIS },
      { ...small, x: LABELS, y: floor + 14, text: ends[0] },
      { ...small, x: LABELS + side, y: floor + 14, text: ends[1], anchor: "end" },
    ],
    places: rows.flatMap((_, row) =>
      heights.map((__, column) => ({
        ...{ x: LABELS + column * cell, y: TOP + row * ROW, width: cell, height: ROW },
      })),
    ),
    columns: Math.max(1, heights.length),
  };
}

const bar = (height: number): number => 2 + height * (TOP - 22);
/** Cells that are wide enough leave a line between them. */
const gapped = (cell: number): number => (cell > 5 ? cell - 1 : cell);

function shades(rows: readonly MatrixRow[], cell: number): Mark[] {
  const byLevel = Array.from({ length: LEVELS }, () => new Array<string>());
  rows.forEach(({ strengths }, row) =>
    strengths.forEach((strength, column) => {
      const level = Math.max(0, Math.min(LEVELS - 1, Math.round(strength * (LEVELS - 1))));
      const [x, y, wide] = [column * cell, row * ROW, gapped(cell)];
      byLevel[level]?.push(`M${String(x)} ${String(y)}h${String(wide)}v${String(ROW - 1)}h-${String(wide)}z`);
    }),
  );
  return byLevel.flatMap((parts, level): Mark[] => {
    const strength = Math.round((level / (LEVELS - 1)) * 100);
    const fill = `color-mix(in oklab, var(--color-accent) ${String(strength)}%, var(--color-sunken))`;
    return parts.length === 0 ? [] : [{ kind: "path", x: LABELS, y: TOP, d: parts.join(""), fill }];
  });
}

function rowMarks({ label, bar: length, text }: MatrixRow, top: number, right: number): Mark[] {
  const base = top + ROW - 4;
  return [
    { kind: "text", x: LABELS - 8, y: base, text: shortened(label, 20), size: 11, anchor: "end" },
    ...(length === null ? [] : [signedBar(length, top + 3, right + BARS / 2)]),
    { kind: "text", x: right + BARS + TEXT, y: base, text, size: 11, fill: INK, anchor: "end" },
  ];
}

/** To the left of `middle` for what is below 0. */
function signedBar(length: number, y: number, middle: number): Mark {
  const width = (Math.abs(length) * BARS) / 2;
  const fill = length < 0 ? "var(--color-gained)" : "var(--color-lost)";
  return { kind: "rect", x: length < 0 ? middle - width : middle, y, width, height: 9, fill };
}
