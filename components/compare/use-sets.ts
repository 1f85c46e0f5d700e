"use client";

import { useCallback, useMemo } from "react";
import { useTRPCClient } from "@/components/api/trpc";
import { arrangeSets } from "@/components/compare/arrange-sets";
import type { Face } from "@/components/compare/compared-face";
import type { FacedSets } from "@/components/compare/set-charts";
import { useWork, type Subscribe, type Work } from "@/components/compare/use-work";
import { itemKey, type ItemRef } from "@/core/comparison/item";
import type { SetsCompared, SetsProgress } from "@/core/comparison/set-figures";

interface Asked {
  readonly versionId: string;
  readonly items: ItemRef[];
}

interface CountedSets {
  readonly work: Work<SetsCompared, SetsProgress>;
  /** The newest counted, in the order of the faces; null while none of them all is counted. */
  readonly shown: FacedSets | null;
}

/** What items select of a corpus version. Their order is no part of the question: another baseline counts nothing again. */
export function useSets(versionId: string, faces: readonly Face[]): CountedSets {
  const client = useTRPCClient();
  const key = useMemo(() => {
    const items = faces.map(({ item }) => item.ref).toSorted((a, b) => (itemKey(a) < itemKey(b) ? -1 : 1));
    return faces.length === 0 ? null : JSON.stringify({ versionId, items } satisfies Asked);
  }, [versionId, faces]);
  const subscribe: Subscribe<SetsCompared, SetsProgress> = useCallback(
    (listener) => client.comparison.sets.subscribe(JSON.parse(key ?? "null") as Asked, listener),
    [client, key],
  );
  const work = useWork(key, subscribe);
  const { result, of } = work;
  const shown = useMemo(() => {
    if (result === null || of === null) return null;
    const asked = JSON.parse(of) as Asked;
    if (asked.versionId !== versionId) return null;
    const places = new Map(asked.items.map((ref, place) => [itemKey(ref), place]));
    const counted = faces.filter((face) => places.has(face.key));
    if (counted.length < places.size) return null;
    const order = counted.map((face) => places.get(face.key) ?? 0);
    return { compared: arrangeSets(result, order), faces: counted };
  }, [result, of, versionId, faces]);
  return { work, shown };
}
