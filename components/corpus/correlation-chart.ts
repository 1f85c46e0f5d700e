import type { ExportedChart } from "@/core/exported-chart";
import { drawHeatMap } from "@/components/charts/draw-heat-map";
import type { Correlation } from "@/components/corpus/correlation.prepare";
import { raterOf } from "@/core/raters";

/**
 * @param of the corpus and its version, which the files are named after
 * @param order positions of the raters in rows and columns
 */
export const correlationChart = (
  of: string,
  { names, pairs, value }: Correlation,
  order: readonly number[],
): ExportedChart => ({
  title: `Correlation of raters in ${of}`,
  subtitle: "Spearman's rank correlation, −1 to +1, exact over the documents that have both",
  names: [of, "Correlation of raters"],
  table: {
    columns: [
      { name: "rater" },
      { name: "other rater" },
      { name: "rank correlation", unit: "−1 to +1" },
      { name: "documents with both" },
    ],
    rows: pairs.map(({ a, b, value: found, documents }) => [
      raterOf(a).label,
      raterOf(b).label,
      found,
      documents,
    ]),
  },
  drawing: drawHeatMap({ names, order, value }),
});
