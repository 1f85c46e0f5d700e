import { MUTED, shortened } from "@/components/charts/drawing";
import type { Drawing, Mark } from "@/core/drawing";
import { divergingColour } from "@/components/charts/heat-map.prepare";

interface HeatMapDrawn {
  readonly names: readonly string[];
  /** Items in the order of rows and columns. */
  readonly order: readonly number[];
  /** −1 … 1 of two items; null where there is none. */
  readonly value: (a: number, b: number) => number | null;
}

const LABELS = 150;
const CELL = 22;
const SCALE = 21;

/** A symmetric matrix in colours, its rows and columns named; the diagonal and what has no value stay empty. */
export function drawHeatMap({ names, order, value }: HeatMapDrawn): Drawing {
  const side = order.length * CELL;
  const nameOf = (item: number): string => shortened(names[item] ?? "", 24);
  const cells = order.flatMap((a, row) =>
    order.flatMap((b, column): Mark[] => {
      const strength = a === b ? null : value(a, b);
      if (strength === null) return [];
      const place = { x: LABELS + column * CELL, y: row * CELL, width: CELL - 1, height: CELL - 1 };
      return [{ kind: "rect", ...place, fill: divergingColour(strength) }];
    }),
  );
  const labels = order.flatMap((item, place): Mark[] => {
    const at = place * CELL + CELL / 2;
    const label = { kind: "text", text: nameOf(item), size: 11, fill: MUTED } as const;
    return [
      { ...label, x: LABELS - 8, y: at + 4, anchor: "end" },
      { ...label, x: LABELS + at - 4, y: side + 8, turn: 90 },
    ];
  });
  return {
    width: LABELS + side,
    height: side + LABELS + 24,
    marks: [...cells, ...labels, ...scaleMarks(side + LABELS + 8)],
  };
}

function scaleMarks(y: number): Mark[] {
  const steps = Array.from({ length: SCALE }, (_, index) => (index / (SCALE - 1)) * 2 - 1);
  const end = { kind: "text", y: y + 10, size: 11, fill: MUTED } as const;
  return [
    { ...end, x: LABELS - 6, text: "−1", anchor: "end" },
    ...steps.map((step, index): Mark => ({
      ...{ kind: "rect", x: LABELS + index * 8, y, width: 8, height: 12, fill: divergingColour(step) },
    })),
    { ...end, x: LABELS + SCALE * 8 + 6, text: "+1" },
  ];
}
