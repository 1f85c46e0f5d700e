import type { ExportedChart } from "@/core/exported-chart";
import { drawHistogram } from "@/components/charts/draw-histogram";
import type { BrushData } from "@/components/charts/range-brush.prepare";

/** Quantiles tell shares of the documents where nobody has counted them. */
const isCounted = ({ all }: BrushData): boolean => all.every(Number.isInteger);

/** The distribution that a brush lies on, to take away. */
export function brushChart(data: BrushData): ExportedChart {
  const { of, name, edges, all, shown, low, high } = data;
  const unit = isCounted(data) ? "documents" : "share of documents";
  return {
    title: `${name} in ${of}`,
    subtitle:
      shown === null ? "Documents by value" : "Documents by value: all in grey, those listed in colour",
    names: [of, name],
    table: {
      columns: [
        { name: "from" },
        { name: "to" },
        { name: "all", unit },
        ...(shown === null ? [] : [{ name: "listed", unit: "documents" }]),
      ],
      rows: all.map((amount, bin) => [
        edges[bin] ?? null,
        edges[bin + 1] ?? null,
        amount,
        ...(shown === null ? [] : [shown[bin] ?? null]),
      ]),
    },
    drawing: drawHistogram({
      // Every bin is as wide as on the page, whatever its values.
      bins: all.map((amount, bin) => ({ from: bin, to: bin + 1, all: amount, selected: shown?.[bin] ?? 0 })),
      line: null,
      format: (place) => (place === 0 ? low : high),
    }),
  };
}
