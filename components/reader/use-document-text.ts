"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useTRPC } from "@/components/api/trpc";
import { cutSlices } from "@/components/reader/cut-slices";
import type { DocumentDetail } from "@/server/services/document/document-row";

/** Milliseconds that the slices of a long text outlive its reader. */
const KEPT_MS = 10_000;

export interface DocumentText {
  readonly chunks: readonly string[];
  readonly starts: readonly number[];
  /** UTF-16 units that are here, and of the whole text. */
  readonly loaded: number;
  readonly total: number;
  readonly complete: boolean;
  /** Why the rest did not come; null while all is well. */
  readonly error: unknown;
  readonly retry: () => void;
}

/** A text in chunks: what came with the document at once, the rest slice by slice while it is read. */
export function useDocumentText(versionId: string, document: DocumentDetail): DocumentText {
  const { text, next, characters, ordinal } = document;
  const { data, error, hasNextPage, isFetching, isError, fetchNextPage } = useInfiniteQuery(
    useTRPC().document.text.infiniteQueryOptions(
      { versionId, ordinal },
      {
        initialCursor: next ?? 0,
        getNextPageParam: (slice) => slice.next,
        enabled: next !== null,
        staleTime: Infinity,
        gcTime: KEPT_MS,
        structuralSharing: false,
        trpc: { abortOnUnmount: true },
      },
    ),
  );
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);

  const pages = data?.pages;
  const cut = useMemo(() => cutSlices(text, next === null, pages ?? []), [text, next, pages]);
  return {
    ...cut,
    total: characters,
    error: isError ? error : null,
    retry: () => void fetchNextPage(),
  };
}
