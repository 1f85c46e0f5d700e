"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import {
  prepareRaterBrush,
  prepareTokensBrush,
  type BrushData,
} from "@/components/charts/range-brush.prepare";
import { unsorted } from "@/components/corpus/browse/browse-listing";
import type { ColumnSet, SortColumn } from "@/components/corpus/browse/browse-url";
import type { ReadyListing } from "@/components/corpus/browse/use-listing";
import { RATERS, type RaterId } from "@/core/raters";
import type { CorpusStatistics } from "@/core/statistics";

/** A domain: documents that meet the other conditions (null while they are counted), and all there are. */
export interface Facet {
  readonly domain: string;
  readonly documents: number | null;
  readonly all: number;
}

interface ProfileWanted {
  /** The corpus and its version. */
  readonly of: string;
  readonly statistics: CorpusStatistics;
  readonly shown: ReadyListing | null;
  /** Columns whose distributions are in sight. */
  readonly columns: ColumnSet;
  readonly sort: SortColumn;
}

/** What the listed documents are like: distributions to brush and domains to choose from. */
export function useProfile({ of, statistics, shown, columns, sort }: ProfileWanted) {
  const trpc = useTRPC();
  const raters = RATERS.filter(
    ({ id, family }) => columns === "all" || family === columns || id === sort,
  ).map(({ id }) => id);
  const { data: profile, error } = useQuery(
    trpc.document.profile.queryOptions(
      {
        versionId: shown?.versionId ?? "",
        listing: shown === null ? { sort: { by: "ordinal", descending: false } } : unsorted(shown.listing),
        raters,
      },
      { enabled: shown !== null, placeholderData: keepPreviousData, staleTime: Infinity },
    ),
  );
  const narrowed = shown !== null && shown.total < statistics.documents;
  const brushOf = (column: "tokens" | RaterId): BrushData | "waiting" | null => {
    if (column !== "tokens")
      return prepareRaterBrush(of, column, statistics, profile?.raters[column], narrowed);
    if (profile === undefined) return error === null ? "waiting" : null;
    return prepareTokensBrush(of, profile.tokens, narrowed);
  };
  const facets: readonly Facet[] =
    profile?.domains ??
    statistics.domains.map(({ domain, documents }) => ({ domain, documents: null, all: documents }));
  return { brushOf, facets };
}
