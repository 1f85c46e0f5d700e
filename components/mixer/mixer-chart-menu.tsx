"use client";

import { memo } from "react";
import { ChartMenu } from "@/components/charts/chart-menu";
import type { ExportedChart } from "@/core/exported-chart";
import { useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { usePreview, usePreviewSource } from "@/components/mixer/preview-context";
import type { MixtureFigures, RaterFigures } from "@/core/preview/preview";
import type { CorpusStatistics } from "@/core/statistics";

/** What a chart of the mixer is drawn from. */
export interface MixerChartData {
  /** The corpus with its version and the recipe, which the files are named after. */
  readonly names: readonly string[];
  readonly statistics: CorpusStatistics;
  readonly mixture: MixtureFigures;
  readonly raters: readonly RaterFigures[];
}

interface MixerChartMenuProps {
  readonly label: string;
  readonly draw: (data: MixerChartData) => ExportedChart;
}

/** The menu of a chart that moves under the hand: it reads the figures when it is asked, and is not drawn again for them. */
export const MixerChartMenu = memo(function MixerChartMenu({ label, draw }: MixerChartMenuProps) {
  const store = useMixerStore();
  const source = usePreviewSource();
  const { name, number, statistics } = useMixerCorpus();
  const isReady = usePreview((preview) => preview.mixture !== null);
  if (!isReady) return null;
  const chart = (): ExportedChart => {
    const { mixture, raters } = source.getState();
    if (mixture === null) throw new Error("There are no figures yet.");
    const names = [`${name} v${String(number)}`, store.getState().recipe.name];
    return draw({ names, statistics, mixture, raters: raters ?? [] });
  };
  return <ChartMenu label={label} chart={chart} className="self-center" />;
});
