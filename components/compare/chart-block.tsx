import { FigureBlock, type FigureBlockProps } from "@/components/charts/figure-block";
import { FigureForReport } from "@/components/compare/report-figures";

/** A chart that a report may keep. */
export const ChartBlock = (props: Omit<FigureBlockProps, "after">) => (
  <FigureBlock {...props} after={<FigureForReport figure={props.chart} />} />
);
