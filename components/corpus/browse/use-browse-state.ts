"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { readBrowseUrl, writeBrowseUrl, type BrowseState } from "@/components/corpus/browse/browse-url";

/** The state lives in the address; changing it asks the server for no page. */
export function useBrowseState() {
  const pathname = usePathname();
  const search = useSearchParams();
  const state = useMemo(() => readBrowseUrl(search), [search]);
  const change = (part: Partial<BrowseState>) =>
    window.history.replaceState(null, "", `${pathname}${writeBrowseUrl({ ...state, ...part })}`);
  return { state, change };
}
