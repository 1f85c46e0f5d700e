import { AXIS, INK, shortened } from "@/components/charts/drawing";
import type { Drawing, Mark } from "@/core/drawing";
import type { SignedBar } from "@/components/charts/signed-bars";
import { placeBars } from "@/components/charts/signed-bars.prepare";

const LABELS = 150;
const BARS = 300;
const NUMBERS = 64;
const ROW = 20;
const BAR = 10;

/** Bars to either side of 0 in the order given, named on the left, their numbers on the right. */
export function drawSignedBars(rows: readonly SignedBar[]): Drawing {
  const { zero, bars } = placeBars(rows.map(({ value }) => value));
  const height = rows.length * ROW;
  const axis = LABELS + zero * BARS;
  const marks = rows.flatMap(({ name, value, text }, index): Mark[] => {
    const [bar, top] = [bars[index] ?? null, index * ROW];
    const base = top + ROW / 2 + 4;
    const fill = (value ?? 0) < 0 ? "var(--color-lost)" : "var(--color-accent)";
    const place = { x: LABELS + (bar?.left ?? 0) * BARS, width: (bar?.width ?? 0) * BARS };
    return [
      { kind: "text", x: 0, y: base, text: shortened(name, 22) },
      ...(bar === null
        ? []
        : [{ kind: "rect", ...place, y: top + (ROW - BAR) / 2, height: BAR, fill } as const]),
      { kind: "text", x: LABELS + BARS + NUMBERS, y: base, text, anchor: "end", fill: INK },
    ];
  });
  return {
    width: LABELS + BARS + NUMBERS,
    height,
    marks: [...marks, { kind: "line", x1: axis, x2: axis, y1: 0, y2: height, stroke: AXIS }],
  };
}
