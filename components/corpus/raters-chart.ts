import type { ExportedChart } from "@/core/exported-chart";
import { drawDistributions } from "@/components/charts/draw-distributions";
import { formatNumber } from "@/components/ui/format";
import { RATERS, type RaterId } from "@/core/raters";
import type { RaterOverview } from "@/server/services/corpus/overview";

/**
 * Distributions of the raters a corpus has.
 * @param of the corpus and its version, which the files are named after
 */
export function ratersChart(
  of: string,
  raters: Readonly<Record<RaterId, RaterOverview | null>>,
): ExportedChart {
  const on = RATERS.flatMap(({ id, label }) => {
    const found = raters[id];
    return found === null ? [] : [{ label, ...found }];
  });
  return {
    title: `Distributions of the raters in ${of}`,
    subtitle: "Share of documents by value, 1st to 99th percentile; the outermost bins hold the tails",
    names: [of, "Distributions of the raters"],
    table: {
      columns: [
        { name: "rater" },
        { name: "from" },
        { name: "to" },
        { name: "share", unit: "% of documents with a value" },
      ],
      rows: on.flatMap(({ label, low, high, bins }) => {
        const edge = (bin: number) => low + ((high - low) * bin) / bins.length;
        return bins.map((share, bin) => [label, edge(bin), edge(bin + 1), share * 100]);
      }),
    },
    drawing: drawDistributions(
      on.map(({ label, bins, low, high, median }) => ({
        title: label,
        note: "",
        all: bins,
        selected: null,
        ends: [formatNumber(low), `median ${formatNumber(median)}`, formatNumber(high)],
      })),
    ),
  };
}
