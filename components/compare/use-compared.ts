"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTRPC } from "@/components/api/trpc";
import type { CompareAddress } from "@/components/compare/compare-address";
import type { CountedCorpus } from "@/components/compare/changed-section";
import type { ChangeAddress } from "@/components/compare/use-compare-address";
import type { ItemsCompared } from "@/core/comparison/compared-item";

interface ComparedState {
  /** Undefined while it is on its way. */
  readonly compared: ItemsCompared | undefined;
  readonly error: unknown;
  readonly retry: () => void;
  /** What sets are counted on; null while it is not known. */
  readonly corpus:
    | (CountedCorpus & {
        readonly name: string;
        readonly fingerprint: string;
        readonly documents: number;
        readonly synthetic: boolean;
      })
    | null;
  readonly corpusError: unknown;
}

/**
 * The items of an address and the corpus version their sets are counted on: the one it names, else the first that an item
 * pins, else the first of the studio; the address keeps the answer.
 */
export function useCompared(address: CompareAddress, change: ChangeAddress): ComparedState {
  const trpc = useTRPC();
  const { items, corpusId, number } = address;
  const overview = useQuery(
    trpc.corpus.overview.queryOptions(
      { corpusId: corpusId ?? "", ...(number === null ? {} : { number }) },
      { enabled: corpusId !== null, staleTime: Infinity },
    ),
  );
  const isCorpusOpen = corpusId === null || overview.data !== undefined || overview.isError;
  const versionId = corpusId === null ? null : (overview.data?.versionId ?? null);
  const found = useQuery(
    trpc.comparison.items.queryOptions(
      { items: [...items], versionId },
      { enabled: items.length > 0 && isCorpusOpen, placeholderData: keepPreviousData },
    ),
  );
  const compared = items.length === 0 ? undefined : found.data;
  const corpora = useQuery(trpc.corpus.list.queryOptions(undefined, { enabled: corpusId === null }));
  const isFresh = compared !== undefined && !found.isPlaceholderData;
  const pinned =
    corpusId === null
      ? isFresh
        ? (compared.corpus ?? firstOf(corpora.data))
        : null
      : number === null && items.length > 0 && overview.data !== undefined
        ? { corpusId, number: overview.data.number }
        : null;
  const [pinnedId, pinnedNumber] = [pinned?.corpusId ?? null, pinned?.number ?? null];
  useEffect(() => {
    if (pinnedId !== null) change({ corpusId: pinnedId, number: pinnedNumber });
    // The address alone decides; `change` is made anew by every render.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [pinnedId, pinnedNumber]);
  return {
    compared,
    error: found.error,
    retry: () => void found.refetch(),
    corpus:
      corpusId === null || overview.data === undefined
        ? null
        : {
            ...{ corpusId, number: overview.data.number, versionId: overview.data.versionId },
            ...{
              name: overview.data.name,
              fingerprint: overview.data.fingerprint,
              documents: overview.data.documents,
              synthetic: overview.data.synthetic,
            },
            domains: overview.data.statistics.domains.map(({ domain }) => domain),
          },
    corpusError: corpusId === null ? null : overview.error,
  };
}

const firstOf = (
  corpora: readonly { readonly id: string; readonly number: number }[] | undefined,
): { corpusId: string; number: number } | null => {
  const first = corpora?.[0];
  return first === undefined ? null : { corpusId: first.id, number: first.number };
};
