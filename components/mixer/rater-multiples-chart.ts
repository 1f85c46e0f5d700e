import type { ExportedChart } from "@/core/exported-chart";
import { drawDistributions } from "@/components/charts/draw-distributions";
import { figuresBasis } from "@/components/mixer/figures-basis";
import type { MixerChartData } from "@/components/mixer/mixer-chart-menu";
import { prepareRaterMultiples } from "@/components/mixer/rater-multiples.prepare";

const shareOf = (bins: readonly number[]): number[] => {
  const sum = bins.reduce((total, bin) => total + bin, 0);
  return bins.map((bin) => (sum > 0 ? (bin / sum) * 100 : 0));
};

/** Percentiles of every rater, selected against all. */
export function raterMultiplesChart({ names, mixture, raters }: MixerChartData): ExportedChart {
  const multiples = prepareRaterMultiples(raters).flatMap((group) => group.multiples);
  const basis = figuresBasis(mixture.basis);
  return {
    title: "Percentiles of the raters, selected against all",
    subtitle: `All in grey, selected as a line; shift of the median in percentile points · ${basis}`,
    names: [...names, "Raters"],
    table: {
      columns: [
        { name: "rater" },
        { name: "from", unit: "percentile" },
        { name: "to", unit: "percentile" },
        { name: "all", unit: `% of tokens, ${basis}` },
        { name: "selected", unit: `% of tokens, ${basis}` },
      ],
      rows: multiples.flatMap(({ name, all, selected }) => {
        const [before, after] = [shareOf(all), shareOf(selected)];
        const edge = (bin: number) => (bin / before.length) * 100;
        return before.map((share, bin) => [name, edge(bin), edge(bin + 1), share, after[bin] ?? null]);
      }),
    },
    drawing: drawDistributions(
      multiples.map(({ name, shift, all, selected }) => ({
        title: name,
        note: shift ?? "",
        all,
        selected,
        ends: ["0", "percentile", "100"],
      })),
    ),
  };
}
