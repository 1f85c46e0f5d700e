import { AXIS, INK, MUTED } from "@/components/charts/drawing";
import type { Drawing, Mark } from "@/core/drawing";

export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly all: number;
  readonly selected: number;
}

interface HistogramDrawn {
  /** Equally wide, ascending. */
  readonly bins: readonly HistogramBin[];
  /** A line at a value of the axis, and what it is called. */
  readonly line: { readonly at: number; readonly label: string } | null;
  readonly format: (value: number) => string;
}

const WIDTH = 640;
const HEIGHT = 200;
const TOP = 16;
/** Room on either side of the line's name. */
const NAME = 60;

/** Amounts by value: everything in grey, what is selected over it. */
export function drawHistogram({ bins, line, format }: HistogramDrawn): Drawing {
  const low = bins[0]?.from ?? 0;
  const high = bins.at(-1)?.to ?? 1;
  const tallest = Math.max(1e-12, ...bins.map(({ all }) => all));
  const xOf = (value: number): number => ((value - low) / (high - low)) * WIDTH;
  const bar = ({ from, to }: HistogramBin, amount: number, fill: string): Mark => {
    const height = (amount / tallest) * HEIGHT;
    return { kind: "rect", x: xOf(from), y: TOP + HEIGHT - height, width: xOf(to) - xOf(from), height, fill };
  };
  const end = { kind: "text", y: TOP + HEIGHT + 16, size: 11, fill: MUTED } as const;
  return {
    width: WIDTH,
    height: TOP + HEIGHT + 20,
    marks: [
      ...bins.flatMap((bin) => (bin.all > 0 ? [bar(bin, bin.all, "var(--color-before)")] : [])),
      ...bins.flatMap((bin) => (bin.selected > 0 ? [bar(bin, bin.selected, "var(--color-accent)")] : [])),
      { kind: "line", x1: 0, x2: WIDTH, y1: TOP + HEIGHT, y2: TOP + HEIGHT, stroke: AXIS },
      { ...end, x: 0, text: format(low) },
      { ...end, x: WIDTH, text: format(high), anchor: "end" },
      ...(line === null ? [] : lineMarks(xOf(Math.min(high, Math.max(low, line.at))), line.label)),
    ],
  };
}

function lineMarks(x: number, label: string): Mark[] {
  const anchor = x < NAME ? "start" : x > WIDTH - NAME ? "end" : "middle";
  return [
    { kind: "line", x1: x, x2: x, y1: TOP, y2: TOP + HEIGHT, stroke: INK },
    { kind: "text", x, y: TOP - 5, text: label, size: 11, anchor },
  ];
}
