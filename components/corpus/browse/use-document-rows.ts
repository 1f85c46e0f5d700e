"use client";

import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import type { BrowseState } from "@/components/corpus/browse/browse-url";
import type { DocumentRow } from "@/server/services/document/document-row";

const PAGE = 100;

interface RowsWanted {
  readonly versionId: string;
  readonly state: BrowseState;
  /** Positions in sight, both included. */
  readonly first: number;
  readonly last: number;
}

/** Rows around what is in sight, page by page; a row that is not here yet is undefined. */
export function useDocumentRows({ versionId, state, first, last }: RowsWanted) {
  const trpc = useTRPC();
  const { sort, domains } = state;
  const page = (index: number) => ({
    versionId,
    offset: index * PAGE,
    limit: PAGE,
    sort,
    ...(domains === null ? {} : { domains: [...domains] }),
  });
  const head = useQuery(trpc.document.page.queryOptions(page(0), { placeholderData: keepPreviousData }));
  const from = Math.floor(Math.max(0, first) / PAGE);
  const to = Math.floor(Math.max(0, last) / PAGE);
  const indexes = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const pages = useQueries({ queries: indexes.map((index) => trpc.document.page.queryOptions(page(index))) });
  const rowAt = (position: number): DocumentRow | undefined => {
    const index = Math.floor(position / PAGE);
    return pages[index - from]?.data?.rows[position - index * PAGE];
  };
  return {
    total: head.data?.total ?? null,
    isPending: head.isPending,
    error: head.error ?? pages.find(({ error }) => error !== null)?.error ?? null,
    retry: () =>
      void Promise.all([
        head.refetch(),
        ...pages.filter(({ isError }) => isError).map(({ refetch }) => refetch()),
      ]),
    rowAt,
  };
}
