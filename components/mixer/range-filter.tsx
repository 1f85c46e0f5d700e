"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { Brush } from "@/components/charts/brush";
import { brushChart } from "@/components/charts/brush-chart";
import { ChartMenu } from "@/components/charts/chart-menu";
import {
  brushLabel,
  prepareRaterBrush,
  prepareTokensBrush,
  toFilter,
  type BrushData,
} from "@/components/charts/range-brush.prepare";
import { useMixer, useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { ErrorState } from "@/components/ui/error-state";
import { RangeFields } from "@/components/ui/range-fields";
import { Skeleton } from "@/components/ui/skeleton";
import type { FilterRange } from "@/core/document-filter";
import { withRange } from "@/core/document-filter-edit";
import type { RaterId } from "@/core/raters";
import { withFilters } from "@/core/recipe-constraints";
import { WHOLE_CORPUS } from "@/core/listing";

/** A range of a rater, drawn on its distribution over the corpus. */
export function RaterFilter({ rater }: { readonly rater: RaterId }) {
  const { name, number, statistics } = useMixerCorpus();
  const data = prepareRaterBrush(`${name} v${String(number)}`, rater, statistics, undefined, false);
  return data === null ? null : <RangeFilter column={rater} data={data} />;
}

/** A range of the number of tokens, drawn on their distribution over the corpus. */
export function TokensFilter() {
  const { name, number, versionId } = useMixerCorpus();
  const { data: profile, error } = useQuery(
    useTRPC().document.profile.queryOptions(
      { versionId, listing: WHOLE_CORPUS, raters: [] },
      { staleTime: Infinity },
    ),
  );
  if (error !== null) return <ErrorState error={error} />;
  const data = prepareTokensBrush(`${name} v${String(number)}`, profile?.tokens, false);
  return data === null ? <Skeleton className="h-24" /> : <RangeFilter column="tokens" data={data} />;
}

interface RangeFilterProps {
  readonly column: "tokens" | RaterId;
  readonly data: BrushData;
}

function RangeFilter({ column, data }: RangeFilterProps) {
  const store = useMixerStore();
  const range = useMixer(
    ({ recipe: { filters } }) => (column === "tokens" ? filters?.tokens : filters?.raters?.[column]) ?? null,
  );
  const change = (next: FilterRange | null) => {
    const { recipe, edited } = store.getState();
    edited(withFilters(recipe, withRange(recipe.filters ?? {}, column, next)));
  };
  return (
    <div className="space-y-2">
      <div className="group/chart flex items-start gap-1">
        <Brush
          edges={data.edges}
          all={data.all}
          shown={null}
          range={range}
          whole={data.whole}
          label={brushLabel(data, range)}
          title="Drag to filter"
          onRange={(next) => change(toFilter(next))}
          className="h-12 min-w-0 flex-1"
        />
        <ChartMenu label={data.name} chart={() => brushChart(data)} />
      </div>
      <RangeFields
        name={data.name}
        range={range}
        low={data.low}
        high={data.high}
        whole={data.whole}
        onRange={change}
      />
      <p className="text-2xs text-muted">
        Drag on the distribution or write the ends, which belong to the range. A document without a value does
        not pass.
      </p>
    </div>
  );
}
