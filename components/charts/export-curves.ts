import type { ExportedChart } from "@/core/exported-chart";
import type { Curve } from "@/components/charts/curve-chart.prepare";
import { drawCurves, type CurvesDrawn } from "@/components/charts/draw-curves";

interface CurvesExported extends CurvesDrawn {
  readonly title: string;
  readonly yName: string;
  readonly names: readonly string[];
}

/** A line chart to take away: every point, where the picture has those that make its shape. */
export const exportCurves = (chart: CurvesExported): ExportedChart => ({
  title: chart.title,
  subtitle: `${chart.yName}, by ${chart.xName}`,
  names: chart.names,
  table: {
    columns: [
      { name: chart.xName },
      ...chart.curves.map(({ label }) => ({ name: label, unit: chart.yName })),
    ],
    rows: pointRows(chart.curves),
  },
  drawing: drawCurves(chart),
});

/** One row for every x at which a curve has a point. */
function pointRows(curves: readonly Curve[]): (number | null)[][] {
  const byX = new Map<number, (number | null)[]>();
  curves.forEach(({ points }, place) => {
    for (const { x, y } of points) {
      const row = byX.get(x) ?? curves.map(() => null);
      row[place] = y;
      byX.set(x, row);
    }
  });
  return [...byX].sort(([a], [b]) => a - b).map(([x, values]) => [x, ...values]);
}
