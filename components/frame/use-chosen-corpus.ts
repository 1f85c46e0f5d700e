"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname, useSearchParams } from "next/navigation";
import { useTRPC } from "@/components/api/trpc";
import { corpusInUrl } from "@/components/frame/places";

/** All corpora and the one the page is about: named in the URL, else the first of the list. */
export function useChosenCorpus() {
  const pathname = usePathname();
  const search = useSearchParams().get("corpus");
  const { data: corpora } = useQuery(useTRPC().corpus.list.queryOptions());
  const named = corpusInUrl(pathname, search);
  const chosen =
    corpora?.find(({ id }) => id === named) ?? (named === null ? corpora?.[0] : undefined) ?? null;
  return { corpora, chosen, corpusId: chosen?.id ?? named };
}
