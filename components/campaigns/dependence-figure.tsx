"use client";

import { useMemo } from "react";
import {
  dependenceChart,
  dependencePlace,
  drawDependence,
  importanceSentence,
} from "@/components/campaigns/dependence.prepare";
import { FigureBlock } from "@/components/charts/figure-block";
import { ReadableDrawing } from "@/components/charts/readable-drawing";
import { useWidth } from "@/components/charts/use-width";
import type { Optimum } from "@/core/campaign/first-optimum";
import type { FitAnswer } from "@/core/learning/fit-answer";

interface DependenceFigureProps {
  readonly campaign: string;
  readonly answer: FitAnswer;
  /** Raters in the order of the answer's vectors. */
  readonly columns: readonly string[];
  /** Where a line stands in each curve. */
  readonly optimum: Optimum;
}

/** What each rater does to the predicted loss, as small curves. */
export function DependenceFigure({ campaign, answer, columns, optimum }: DependenceFigureProps) {
  const [width, attach] = useWidth(720);
  const { explain, search } = answer;
  const learned = useMemo(
    () => new Map(columns.map((column, at) => [column, search?.[optimum].weights[at] ?? 0])),
    [columns, search, optimum],
  );
  const drawing = useMemo(() => drawDependence(explain ?? [], learned, width), [explain, learned, width]);
  if (explain === undefined) return null;
  return (
    <FigureBlock
      label="What each rater does"
      title={importanceSentence(explain)}
      detail="Mean predicted loss by the weight of one rater, all on one scale; the number is by how much the error grows without it. Grey: not beyond chance. Dashed: the best weights."
      chart={() => dependenceChart(campaign, explain, learned)}
    >
      <div ref={attach} className="min-w-0">
        <ReadableDrawing
          label="Predicted loss by weight of each rater"
          drawing={drawing}
          hint="Point at a rater, or walk with the arrow keys."
          sentence={(place) => dependencePlace(explain, learned, place)}
        />
      </div>
    </FigureBlock>
  );
}
