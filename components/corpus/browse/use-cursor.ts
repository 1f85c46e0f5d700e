"use client";

import { useQuery } from "@tanstack/react-query";
import { startTransition, useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import type { BrowseState } from "@/components/corpus/browse/browse-url";
import type { ReadyListing } from "@/components/corpus/browse/use-listing";

/** A position is good for one listing only, and for the document that is open there (null: none). */
interface Place {
  readonly key: string;
  readonly position: number;
  readonly document: number | null;
}

/** Where in the listing the keys act: at the open document, or where they were moved to; null while there is no such place. */
export function useCursor(shown: ReadyListing | null, state: BrowseState) {
  const trpc = useTRPC();
  const [place, setPlace] = useState<Place | null>(null);
  const isKnown = place?.key === shown?.key && place?.document === state.document;
  const asked = shown !== null && state.document !== null && !isKnown;
  const { data } = useQuery(
    trpc.document.position.queryOptions(
      {
        versionId: shown?.versionId ?? "",
        listing: shown?.listing ?? { sort: state.sort },
        ordinal: state.document ?? 0,
      },
      { enabled: asked, staleTime: Infinity },
    ),
  );
  const put = (position: number, document: number | null) => {
    if (shown === null) return;
    const next = { key: shown.key, position, document };
    // The address changes in a transition; the place of its document must not be there before.
    if (document === state.document) setPlace(next);
    else startTransition(() => setPlace(next));
  };
  return { cursor: isKnown ? (place?.position ?? null) : asked ? (data?.position ?? null) : null, put };
}
