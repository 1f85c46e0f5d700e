"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useTRPC } from "@/components/api/trpc";
import { cutSlices } from "@/components/reader/cut-slices";
import type { DocumentText } from "@/components/reader/use-document-text";

export const assignedTextOptions = (trpc: ReturnType<typeof useTRPC>, key: string, documentId: string) =>
  trpc.review.read.infiniteQueryOptions(
    { key, documentId },
    {
      initialCursor: 0,
      getNextPageParam: (slice) => slice.next,
      staleTime: Infinity,
      structuralSharing: false,
    },
  );

/** The text of an assigned document, slice by slice while it is read; null until its beginning is here. */
export function useAssignedText(key: string, documentId: string) {
  const { data, error, hasNextPage, isFetching, isError, fetchNextPage, refetch } = useInfiniteQuery(
    assignedTextOptions(useTRPC(), key, documentId),
  );
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const pages = data?.pages;
  const text = useMemo<DocumentText | null>(() => {
    const [first, ...more] = pages ?? [];
    if (first === undefined) return null;
    const cut = cutSlices(first.text, first.next === null, more);
    return {
      ...cut,
      total: first.characters,
      error: isError ? error : null,
      retry: () => void fetchNextPage(),
    };
  }, [pages, isError, error, fetchNextPage]);
  return { text, error: isError ? error : null, retry: () => void refetch() };
}
