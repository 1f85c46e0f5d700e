import { AXIS, INK, MUTED } from "@/components/charts/drawing";
import type { Drawing, Mark } from "@/core/drawing";
import { niceTicks } from "@/components/charts/nice-ticks";

interface TicksDrawn {
  /** Within `low` and `high`. */
  readonly values: readonly number[];
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly format: (value: number) => string;
}

const MARGIN = 24;
const WIDTH = 420;
const STRIP = 32;
const TICKS = 4;

/** A few numbers as strokes on an axis, their mean as a bolder one. */
export function drawTicks({ values, mean, low, high, format }: TicksDrawn): Drawing {
  const ticks = niceTicks(low, high, TICKS);
  const [first, last] = [ticks[0] ?? low, ticks.at(-1) ?? high];
  const at = (value: number): number => MARGIN + ((value - first) / (last - first || 1)) * WIDTH;
  const stroke = (value: number, y1: number, colour: string, width: number): Mark => ({
    ...{ kind: "line", x1: at(value), x2: at(value), y1, y2: STRIP - y1, stroke: colour, width },
  });
  return {
    width: WIDTH + 2 * MARGIN,
    height: STRIP + 18,
    marks: [
      { kind: "line", x1: MARGIN, x2: MARGIN + WIDTH, y1: STRIP, y2: STRIP, stroke: AXIS },
      ...values.map((value) => stroke(value, 6, "var(--color-accent)", 1.5)),
      stroke(mean, 0, INK, 2.5),
      ...ticks.map((tick): Mark => ({
        ...{ kind: "text", x: at(tick), y: STRIP + 14, text: format(tick), size: 11, fill: MUTED },
        anchor: "middle",
      })),
    ],
  };
}
