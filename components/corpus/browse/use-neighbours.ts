"use client";

import { useQueries } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";

/** Fetches the documents before and after the open one, so that stepping to them shows them at once. */
export function useNeighbours(versionId: string, ordinals: readonly number[]): void {
  const trpc = useTRPC();
  useQueries({
    queries: ordinals.map((ordinal) =>
      trpc.document.get.queryOptions(
        { versionId, ordinal },
        { staleTime: Infinity, notifyOnChangeProps: [] },
      ),
    ),
  });
}
