import type { ChartColumn, ExportedChart } from "@/core/exported-chart";
import { drawHeatMap } from "@/components/charts/draw-heat-map";
import { drawSignedBars } from "@/components/charts/draw-signed-bars";
import { drawTicks } from "@/components/charts/draw-ticks";
import type { SignedBar } from "@/components/charts/signed-bars";
import {
  dominanceBars,
  leverageBars,
  prepareHeatMap,
  prepareStability,
} from "@/components/mixer/questions.prepare";
import { formatCount, formatPercent } from "@/components/ui/format";
import type { Leverage } from "@/core/questions/leverage";
import type { Relations } from "@/core/questions/relations";
import type { Stability } from "@/core/questions/stability";
import { raterOf } from "@/core/raters";

/** Corpus with its version, and recipe, which the files are named after. */
type Names = readonly string[];

const barsChart = (
  names: Names,
  title: string,
  subtitle: string,
  column: ChartColumn,
  bars: readonly SignedBar[],
): ExportedChart => ({
  title,
  subtitle,
  names: [...names, title],
  table: { columns: [{ name: "rater" }, column], rows: bars.map(({ name, value }) => [name, value]) },
  drawing: drawSignedBars(bars),
});

export const dominanceChart = (names: Names, relations: Relations): ExportedChart =>
  barsChart(
    names,
    "Dominance",
    `Share of the score's variance over ${formatCount(relations.documents)} documents`,
    { name: "dominance", unit: "share of the variance" },
    dominanceBars(relations),
  );

export const leverageChart = (names: Names, leverage: Leverage): ExportedChart =>
  barsChart(
    names,
    "Leverage",
    "Share of the selected tokens that leave when the weight of a rater is 0",
    { name: "leverage", unit: "share of the selected tokens" },
    leverageBars(leverage),
  );

export function relationsChart(names: Names, relations: Relations): ExportedChart {
  const { names: raters, order, value } = prepareHeatMap(relations);
  const pairs = relations.raters.flatMap((one, a) =>
    relations.raters
      .slice(a + 1)
      .map((other, offset) => [raterOf(one).label, raterOf(other).label, value(a, a + 1 + offset)] as const),
  );
  return {
    title: "Correlation of the weighted raters",
    subtitle: `Of the normalised scores, turned as the recipe turns them, over ${formatCount(relations.documents)} documents`,
    names: [...names, "Correlation"],
    table: {
      columns: [{ name: "rater" }, { name: "other rater" }, { name: "correlation", unit: "−1 to +1" }],
      rows: pairs,
    },
    drawing: drawHeatMap({ names: raters, order, value }),
  };
}

export function stabilityChart(names: Names, stability: Stability): ExportedChart {
  const { low, high, sentence } = prepareStability(stability);
  const { draws, mean } = stability;
  return {
    title: "Stability",
    subtitle: sentence,
    names: [...names, "Stability"],
    table: {
      columns: [{ name: "draw" }, { name: "tokens in both selections", unit: "share of those in either" }],
      rows: draws.map((share, draw) => [draw + 1, share]),
    },
    drawing: drawTicks({ values: draws, mean, low, high, format: (share) => formatPercent(share, 0) }),
  };
}
