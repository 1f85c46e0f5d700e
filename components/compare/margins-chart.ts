import type { ExportedChart } from "@/core/exported-chart";
import { drawCounts } from "@/components/charts/draw-counts";
import { SIDE_LOOKS } from "@/components/compare/changed.prepare";
import { marginText } from "@/components/ui/margin-text";
import type { Side, SideFigures } from "@/core/comparison/changes";

const WIDTH = 640;

/** Documents of a side by their margin, to take away. @param names of the baseline and of the other */
export const marginsChart = (
  { margins, documents }: SideFigures,
  side: Side,
  [baseline, other]: readonly [string, string],
): ExportedChart => ({
  title: `Documents ${side}: ${other} against ${baseline}`,
  subtitle: `documents by margin above the threshold, exact, ${String(documents)} documents`,
  names: ["Comparison", `Documents ${side}`],
  table: {
    columns: [{ name: "margin from" }, { name: "margin to" }, { name: "documents" }],
    rows: [
      ...margins.counts.map((count, bin) => [
        (bin * margins.top) / margins.counts.length,
        // What lies beyond the top counts in the last bin.
        bin === margins.counts.length - 1 ? null : ((bin + 1) * margins.top) / margins.counts.length,
        count,
      ]),
      ...(margins.none === 0 ? [] : [["no margin", null, margins.none]]),
    ],
  },
  drawing: drawCounts({
    counts: margins.counts,
    colour: SIDE_LOOKS[side].colour,
    ends: ["0", `${marginText(margins.top)} and more`],
    axis: "margin",
    width: WIDTH,
  }),
});
