"use client";

import { brushChart } from "@/components/charts/brush-chart";
import { Brush } from "@/components/charts/brush";
import { ChartMenu } from "@/components/charts/chart-menu";
import { brushLabel, toFilter, type BrushData } from "@/components/charts/range-brush.prepare";
import { RangeFields } from "@/components/ui/range-fields";
import { Popover } from "@/components/ui/popover";
import type { FilterRange } from "@/core/document-filter";

interface RangeBrushProps {
  readonly data: BrushData;
  readonly range: FilterRange | null;
  readonly onRange: (range: FilterRange | null) => void;
  readonly className?: string;
}

/** A distribution to brush, with its range as numbers a click or Enter away. */
export function RangeBrush({ data, range, onRange, className }: RangeBrushProps) {
  const brush = (
    <Brush
      edges={data.edges}
      all={data.all}
      shown={data.shown}
      range={range}
      whole={data.whole}
      label={brushLabel(data, range)}
      title="Drag to filter, click for numbers"
      onRange={(next) => onRange(toFilter(next))}
      className={className}
    />
  );
  return (
    <Popover trigger={brush} label={`Range of ${data.name}`} className="w-72" align="center">
      <div className="group/chart flex items-center pb-2">
        <p className="min-w-0 flex-1 text-sm font-medium">{data.name}</p>
        <ChartMenu label={data.name} chart={() => brushChart(data)} />
      </div>
      <RangeFields
        name={data.name}
        range={range}
        low={data.low}
        high={data.high}
        whole={data.whole}
        onRange={onRange}
      />
      <p className="pt-2 text-2xs text-muted">
        Both ends belong to the range. On the distribution: drag to draw one, arrows move its lower edge, with
        shift its upper.
      </p>
    </Popover>
  );
}
