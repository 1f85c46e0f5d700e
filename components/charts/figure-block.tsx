import type { ReactNode } from "react";
import { ChartMenu } from "@/components/charts/chart-menu";
import type { ExportedChart } from "@/core/exported-chart";

export interface FigureBlockProps {
  /** A sentence that says what is to be seen. */
  readonly title: string;
  /** What is drawn and what it rests on. */
  readonly detail: string;
  /** Name of the chart, which its menu carries. */
  readonly label: string;
  readonly chart: () => ExportedChart;
  /** Beside the title. */
  readonly tools?: ReactNode;
  /** Right of the menu. */
  readonly after?: ReactNode;
  readonly children: ReactNode;
}

/** A chart with what it says, what it rests on, and the way to take it along. */
export const FigureBlock = ({ title, detail, label, chart, tools, after, children }: FigureBlockProps) => (
  <figure className="group/chart m-0 min-w-0" aria-label={label}>
    <figcaption className="flex items-start gap-2 pb-2">
      <div className="min-w-0 flex-1">
        <p className="text-sm font-semibold">{title}</p>
        <p className="text-xs text-muted">{detail}</p>
      </div>
      {tools}
      <ChartMenu label={label} chart={chart} />
      {after}
    </figcaption>
    {children}
  </figure>
);
