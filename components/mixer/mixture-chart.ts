import type { ExportedChart } from "@/core/exported-chart";
import { domainColour } from "@/components/charts/domain-colour";
import { drawBars } from "@/components/charts/draw-bars";
import { figuresBasis } from "@/components/mixer/figures-basis";
import { prepareMixture } from "@/components/mixer/mixture.prepare";
import type { MixerChartData } from "@/components/mixer/mixer-chart-menu";
import { formatSigned } from "@/components/ui/format";

/** Share of tokens of each domain, before and after selecting. */
export function mixtureChart({ names, statistics, mixture }: MixerChartData): ExportedChart {
  const { rows, title } = prepareMixture(statistics.domains, mixture.domains);
  const basis = figuresBasis(mixture.basis);
  return {
    title,
    subtitle: `% of tokens by domain, the corpus in grey, the selection in colour · ${basis}`,
    names: [...names, "Mixture"],
    table: {
      columns: [
        { name: "domain" },
        { name: "before", unit: "% of tokens" },
        { name: "after", unit: `% of tokens, ${basis}` },
        { name: "error of after", unit: "± percentage points, 95 %" },
        { name: "change", unit: "percentage points" },
      ],
      rows: rows.map(({ domain, before, after, error, delta }) => [domain, before, after, error, delta]),
    },
    drawing: drawBars(
      rows.map((row) => ({
        label: row.domain,
        colour: domainColour(row.code),
        bars: [
          { length: row.beforeLength, colour: "var(--color-before)" },
          { length: row.afterLength, colour: "var(--color-accent)" },
        ],
        cells: [
          row.before.toFixed(1),
          row.after === null ? "" : row.after.toFixed(1),
          row.delta === null ? "" : formatSigned(row.delta),
        ],
      })),
      ["before", "after", "change"],
    ),
  };
}
