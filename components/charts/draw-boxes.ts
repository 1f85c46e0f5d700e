import { prepareBox, prepareLogAxis, type BoxFigures } from "@/components/charts/box-strip.prepare";
import { GRID, INK, MUTED, shortened } from "@/components/charts/drawing";
import type { Drawing, Mark } from "@/core/drawing";

export interface BoxRow {
  readonly label: string;
  readonly colour: string;
  readonly figures: BoxFigures;
}

const LABELS = 150;
const PLOT = 520;
const ROW = 26;

/** Distributions on one logarithmic axis: line from the 5th to the 95th percentile, box, median and maximum. */
export function drawBoxes(rows: readonly BoxRow[], format: (value: number) => string): Drawing {
  const axis = prepareLogAxis(rows.map(({ figures }) => figures));
  const floor = rows.length * ROW;
  const xOf = (place: number): number => LABELS + place * PLOT;
  const ticks = axis.ticks.flatMap(({ value, at }): Mark[] => [
    { kind: "line", x1: xOf(at), x2: xOf(at), y1: 0, y2: floor, stroke: GRID },
    { kind: "text", x: xOf(at), y: floor + 16, text: format(value), size: 11, fill: MUTED, anchor: "middle" },
  ]);
  const boxes = rows.flatMap(({ label, colour, figures }, index): Mark[] => {
    const box = prepareBox(figures, axis);
    const middle = index * ROW + ROW / 2;
    return [
      { kind: "text", x: LABELS - 12, y: middle + 4, text: shortened(label, 20), anchor: "end" },
      { kind: "line", x1: xOf(box.p5), x2: xOf(box.p95), y1: middle, y2: middle, stroke: colour },
      {
        ...{
          kind: "rect",
          x: xOf(box.p25),
          y: middle - 6,
          width: Math.max(2, box.boxWidth * PLOT),
          height: 12,
        },
        fill: `color-mix(in oklab, ${colour} 35%, var(--color-surface))`,
        stroke: colour,
      },
      {
        kind: "line",
        x1: xOf(box.median),
        x2: xOf(box.median),
        y1: middle - 8,
        y2: middle + 8,
        stroke: INK,
        width: 2,
      },
      { kind: "circle", x: xOf(box.max), y: middle, r: 2.5, fill: colour },
    ];
  });
  return { width: LABELS + PLOT + 24, height: floor + 22, marks: [...ticks, ...boxes] };
}
