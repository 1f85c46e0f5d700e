"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { useMixerCorpus } from "@/components/mixer/mixer-context";
import type { BesideCut } from "@/server/services/document/boundary";
import type { DocumentDetail } from "@/server/services/document/document-row";

export interface WalkedDocument {
  /** Where it stands; undefined where this side has no more documents. */
  readonly place: BesideCut | undefined;
  /** The one before stays until it is here. */
  readonly document: DocumentDetail | undefined;
  /** Whether another is on its way. */
  readonly old: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/** A document of one side of the threshold; the one after it is read ahead. */
export function useWalkedDocument(places: readonly BesideCut[], at: number): WalkedDocument {
  const { versionId } = useMixerCorpus();
  const { document } = useTRPC();
  const optionsOf = (place: BesideCut | undefined) =>
    document.get.queryOptions(
      { versionId, ordinal: place?.ordinal ?? 0 },
      { enabled: place !== undefined, placeholderData: keepPreviousData, staleTime: Infinity },
    );
  const place = places[at];
  const { data, isPlaceholderData, error, refetch } = useQuery(optionsOf(place));
  useQuery(optionsOf(places[at + 1]));
  return {
    place,
    document: place === undefined ? undefined : data,
    old: isPlaceholderData,
    error,
    retry: () => void refetch(),
  };
}
