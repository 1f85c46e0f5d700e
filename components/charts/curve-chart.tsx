"use client";

import { useMemo } from "react";
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { ChartMenu } from "@/components/charts/chart-menu";
import {
  describeCurves,
  prepareCurves,
  type Curve,
  type CurvePlot,
} from "@/components/charts/curve-chart.prepare";
import { exportCurves } from "@/components/charts/export-curves";
import { CurveTooltip } from "@/components/charts/curve-tooltip";
import { ownValue } from "@/core/own-value";
import { formatCount } from "@/components/ui/format";

interface CurveChartProps {
  /** What its files are called, from the general to the special. */
  readonly names: readonly string[];
  /** A sentence that says what is to be seen. */
  readonly title: string;
  readonly curves: readonly Curve[];
  readonly xName: string;
  readonly yName: string;
  readonly format: (value: number) => string;
  readonly xEnd?: number | null;
  /** Vertical lines: where an attempt took up the run. */
  readonly marks?: readonly { readonly x: number; readonly label: string }[];
  readonly height?: number;
}

const MARGIN = { top: 8, right: 120, bottom: 22, left: 0 };
const AXIS_WIDTH = 44;
const TICK = { fontSize: 11, fill: "var(--color-muted)" };

function EndLabels({
  plot,
  height,
  format,
}: Pick<CurveChartProps, "format"> & { plot: CurvePlot; height: number }) {
  const inner = height - MARGIN.top - MARGIN.bottom;
  return (
    <ul
      aria-hidden
      className="pointer-events-none absolute inset-y-0 right-0"
      style={{ width: MARGIN.right - 8 }}
    >
      {plot.labels.map(({ id, label, colour, value, at }) => (
        <li
          key={id}
          className="absolute flex w-full -translate-y-1/2 items-baseline gap-1.5 text-xs leading-4"
          style={{ top: MARGIN.top + (1 - at) * inner }}
        >
          <span
            aria-hidden
            className="size-2 shrink-0 self-center rounded-full"
            style={{ background: colour }}
          />
          <span className="truncate text-muted">{label}</span>
          <span className="font-medium">{format(value)}</span>
        </li>
      ))}
    </ul>
  );
}

function Plot({ plot, ...props }: CurveChartProps & { readonly plot: CurvePlot; readonly height: number }) {
  const { curves, xName, format, marks = [], height, title } = props;
  return (
    <div className="relative" style={{ height }}>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={[...plot.rows]} margin={{ ...MARGIN, bottom: 0 }} title={title}>
          <CartesianGrid vertical={false} stroke="var(--color-line)" />
          <XAxis
            dataKey="x"
            type="number"
            domain={[...plot.xDomain]}
            ticks={[...plot.xTicks]}
            tickFormatter={formatCount}
            tick={TICK}
            tickLine={false}
            axisLine={{ stroke: "var(--color-line-strong)" }}
            height={MARGIN.bottom}
          />
          <YAxis
            type="number"
            domain={[...plot.yDomain]}
            ticks={[...plot.yTicks]}
            tickFormatter={format}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            width={AXIS_WIDTH}
          />
          {marks.map((mark) => (
            <ReferenceLine
              key={`${mark.label} ${mark.x}`}
              x={mark.x}
              stroke="var(--color-control)"
              strokeDasharray="2 3"
            />
          ))}
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--color-control)" }}
            content={<CurveTooltip curves={curves} xName={xName} format={format} />}
          />
          {curves.map(({ id, colour, dots = false }) => (
            <Line
              key={id}
              dataKey={(row: { values: Record<string, number> }) => ownValue(row.values, id)}
              name={id}
              stroke={colour}
              strokeWidth={dots ? 2 : 1.5}
              dot={dots ? { r: 2.5, fill: colour, strokeWidth: 0 } : false}
              activeDot={{ r: 4, strokeWidth: 0, fill: colour }}
              connectNulls
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
      <EndLabels plot={plot} height={height} format={format} />
    </div>
  );
}

/** Lines over a shared x, named at their ends; hover and arrow keys read a point, the menu has the numbers. */
export function CurveChart({ height = 260, ...props }: CurveChartProps) {
  const { names, title, curves, xName, yName, format, xEnd = null, marks = [] } = props;
  const plot = useMemo(
    () => prepareCurves(curves, { xEnd, labelHeight: 18 / (height - MARGIN.top - MARGIN.bottom) }),
    [curves, xEnd, height],
  );
  const taken = () => exportCurves({ names, title, curves, xName, yName, format, xEnd, marks });
  return (
    <figure className="group/chart m-0">
      <figcaption className="flex items-start gap-2 pb-1">
        <div className="min-w-0 flex-1">
          <p className="text-sm font-semibold">{title}</p>
          <p className="text-xs text-muted">
            {yName}, by {xName}
          </p>
        </div>
        {plot !== null && <ChartMenu label={yName} chart={taken} />}
      </figcaption>
      <p className="sr-only">{describeCurves(curves, format, xName)}</p>
      {plot === null ? (
        <div
          className="flex items-center justify-center rounded-md bg-sunken text-sm text-muted"
          style={{ height }}
        >
          The first point is on its way.
        </div>
      ) : (
        <Plot {...props} plot={plot} height={height} />
      )}
    </figure>
  );
}
