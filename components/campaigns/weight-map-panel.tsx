"use client";

import { useMemo } from "react";
import { FigureBlock } from "@/components/charts/figure-block";
import {
  drawWeightMap,
  prepareWeightMap,
  weightMapCaveat,
  weightMapChart,
  weightMapPlace,
  weightMapSentence,
  type MeasuredProxy,
} from "@/components/campaigns/weight-map.prepare";
import { ReadableDrawing } from "@/components/charts/readable-drawing";
import { useWidth } from "@/components/charts/use-width";
import { Panel } from "@/components/ui/page";

interface WeightMapPanelProps {
  readonly campaign: string;
  readonly measured: readonly MeasuredProxy[];
}

/** Proxies a picture of losses begins with. */
const LEAST = 4;

/** Which weights go with a low loss, before any model says so. */
export function WeightMapPanel({ campaign, measured }: WeightMapPanelProps) {
  return (
    <Panel title="Weights and losses">
      {measured.length < LEAST ? (
        <p className="text-sm text-muted">
          Shows as soon as {LEAST} proxies have a loss: which weights go with a low one.
        </p>
      ) : (
        <Shown campaign={campaign} measured={measured} />
      )}
    </Panel>
  );
}

function Shown({ campaign, measured }: WeightMapPanelProps) {
  const [width, attach] = useWidth(720);
  const map = useMemo(() => prepareWeightMap(measured), [measured]);
  const drawing = useMemo(() => drawWeightMap(map, Math.max(width, 300)), [map, width]);
  return (
    <FigureBlock
      label="Weights and losses"
      title={weightMapSentence(map)}
      detail={`Proxies from left to right, the lowest loss first; darker is more weight. ${weightMapCaveat(map)}`}
      chart={() => weightMapChart(campaign, map, 960)}
    >
      <div ref={attach} className="min-w-0">
        <ReadableDrawing
          label="Weights of proxies by loss"
          drawing={drawing}
          hint="Point at a cell, or walk with the arrow keys."
          sentence={(place) => weightMapPlace(map, place)}
        />
      </div>
    </FigureBlock>
  );
}
