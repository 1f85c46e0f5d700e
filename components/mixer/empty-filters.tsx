"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { useMixer, useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { Button } from "@/components/ui/button";
import { filterConditions, type FilterCondition } from "@/components/ui/filter-conditions";
import { formatCount, formatPlural } from "@/components/ui/format";
import type { DocumentFilter } from "@/core/document-filter";
import { WHOLE_CORPUS } from "@/core/listing";
import { withFilters } from "@/core/recipe-constraints";

/** How many documents pass the filters, counted by the studio; where none does, the filter to blame. */
export function EmptyFilters() {
  const filter = useMixer(({ recipe }) => recipe.filters ?? null);
  return filter === null ? null : <Passing filter={filter} />;
}

function useCounts() {
  const trpc = useTRPC();
  const { versionId } = useMixerCorpus();
  return (filter: DocumentFilter, enabled = true) =>
    trpc.document.page.queryOptions(
      { versionId, listing: { ...WHOLE_CORPUS, filter }, offset: 0, limit: 1 },
      { staleTime: Infinity, enabled },
    );
}

function Passing({ filter }: { readonly filter: DocumentFilter }) {
  const { statistics } = useMixerCorpus();
  const { data } = useQuery(useCounts()(filter));
  if (data === undefined) return <p className="text-xs text-muted">Counting who passes…</p>;
  if (data.total > 0) {
    return (
      <p className="text-xs text-muted">
        {formatCount(data.total)} of {formatPlural(statistics.documents, "document")} pass the filters.
      </p>
    );
  }
  return <Blame filter={filter} />;
}

/** The filter without which most would pass; null where none alone is to blame. */
function useCulprit(filter: DocumentFilter): (FilterCondition & { readonly total: number }) | null {
  const countOf = useCounts();
  const conditions = filterConditions(filter);
  const counts = useQueries({ queries: conditions.map(({ without }) => countOf(without)) });
  return conditions
    .map((condition, place) => ({ ...condition, total: counts[place]?.data?.total ?? 0 }))
    .reduce<ReturnType<typeof useCulprit>>(
      (worst, next) => (next.total > (worst?.total ?? 0) ? next : worst),
      null,
    );
}

function Blame({ filter }: { readonly filter: DocumentFilter }) {
  const store = useMixerStore();
  const culprit = useCulprit(filter);
  const take = (next: DocumentFilter) => store.getState().edited(withFilters(store.getState().recipe, next));
  return (
    <div role="alert" className="rounded-md bg-warning-soft px-3 py-2 text-sm">
      <p className="font-medium">No document passes the filters.</p>
      {culprit === null ? (
        <p className="text-muted">Each document fails at least two of them.</p>
      ) : (
        <p className="text-muted">
          Without <bdi className="text-ink">{culprit.label}</bdi>, {formatPlural(culprit.total, "document")}{" "}
          would.
        </p>
      )}
      <Button className="mt-2" onClick={() => take(culprit?.without ?? {})}>
        {culprit === null ? "Remove all filters" : "Remove that filter"}
      </Button>
    </div>
  );
}
