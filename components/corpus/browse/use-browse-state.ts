"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useMemo, useState } from "react";
import {
  MOST_ONLY_IN_LINK,
  readBrowseUrl,
  writeBrowseUrl,
  type BrowseState,
} from "@/components/corpus/browse/browse-url";

import type { Listing } from "@/core/listing";

type Asked = Pick<BrowseState, "sort" | "filter" | "search" | "recipe" | "only">;

const askedOf = ({ sort, filter, search, recipe, only }: BrowseState): Asked => ({
  sort,
  filter,
  search,
  recipe,
  only,
});

const MOST_UNDO = 100;

/** What goes back to a listing that is shown: for giving up another that takes too long. */
export const askedBy = ({ sort, filter, search, only }: Listing, { recipe }: BrowseState): Asked => ({
  sort,
  filter,
  search: search ?? null,
  recipe,
  only: only ?? null,
});

export interface BrowseActs {
  readonly state: BrowseState;
  readonly change: (part: Partial<BrowseState>) => void;
  /** Back to what was listed before the last change of it; null when there is none. */
  readonly undo: (() => void) | null;
}

/**
 * The state lives in the address; changing it asks the server for no page. Only documents named one by one that are too many
 * for a link are kept here.
 */
export function useBrowseState(): BrowseActs {
  const pathname = usePathname();
  const search = useSearchParams();
  const [past, setPast] = useState<readonly Asked[]>([]);
  const [kept, setKept] = useState<readonly number[] | null>(null);
  const state = useMemo(() => {
    const read = readBrowseUrl(search);
    return { ...read, only: read.only ?? kept };
  }, [search, kept]);

  const go = (next: BrowseState) => {
    setKept(next.only !== null && next.only.length > MOST_ONLY_IN_LINK ? next.only : null);
    window.history.replaceState(null, "", `${pathname}${writeBrowseUrl(next)}`);
  };
  const change = (part: Partial<BrowseState>) => {
    const next = { ...state, ...part };
    const [before, after] = [askedOf(state), askedOf(next)];
    if (JSON.stringify(before) !== JSON.stringify(after)) {
      setPast((earlier) => [...earlier, before].slice(-MOST_UNDO));
    }
    go(next);
  };
  const last = past.at(-1);
  const undo =
    last === undefined
      ? null
      : () => {
          setPast((earlier) => earlier.slice(0, -1));
          go({ ...state, ...last });
        };
  return { state, change, undo };
}
