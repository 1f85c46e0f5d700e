"use client";

import { useCallback } from "react";
import { useTRPCClient } from "@/components/api/trpc";
import { useWork, type Subscribe, type Work } from "@/components/compare/use-work";
import { WAY_STEPS } from "@/components/compare/way.prepare";
import type { BetweenProgress, Waypoint } from "@/core/comparison/between";
import type { ItemRef } from "@/core/comparison/item";

interface Asked {
  readonly versionId: string;
  readonly first: ItemRef;
  readonly second: ItemRef;
  readonly steps: number;
}

/** The places between two items, counted while somebody looks. @param asked null where there is no way */
export function useWay(asked: Omit<Asked, "steps"> | null): Work<readonly Waypoint[], BetweenProgress> {
  const client = useTRPCClient();
  const key = asked === null ? null : JSON.stringify({ ...asked, steps: WAY_STEPS } satisfies Asked);
  const subscribe: Subscribe<readonly Waypoint[], BetweenProgress> = useCallback(
    (listener) => client.comparison.between.subscribe(JSON.parse(key ?? "null") as Asked, listener),
    [client, key],
  );
  return useWork(key, subscribe);
}
