import type { ExportedChart } from "@/core/exported-chart";
import { drawHistogram } from "@/components/charts/draw-histogram";
import { figuresBasis } from "@/components/mixer/figures-basis";
import type { MixerChartData } from "@/components/mixer/mixer-chart-menu";
import { scoreBins } from "@/components/mixer/score-histogram.prepare";
import { formatNumber } from "@/components/ui/format";

/** Tokens by score, all and selected. */
export function scoreChart({ names, mixture }: MixerChartData): ExportedChart {
  const bins = scoreBins(mixture.histogram);
  const basis = figuresBasis(mixture.basis);
  const { threshold } = mixture;
  return {
    title: "Tokens by score",
    subtitle: `All in grey, selected in colour · ${basis}`,
    names: [...names, "Score"],
    table: {
      columns: [
        { name: "from", unit: "score" },
        { name: "to", unit: "score" },
        { name: "all", unit: `tokens, ${basis}` },
        { name: "selected", unit: `tokens, ${basis}` },
      ],
      rows: bins.map(({ from, to, all, selected }) => [from, to, all, selected]),
    },
    drawing: drawHistogram({
      bins,
      line: threshold === null ? null : { at: threshold, label: `threshold ${formatNumber(threshold)}` },
      format: formatNumber,
    }),
  };
}
