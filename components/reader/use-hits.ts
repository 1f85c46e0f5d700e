"use client";

import { useEffect, useEffectEvent, type RefObject } from "react";
import { canHighlight, clearHits, paintHits } from "@/components/reader/hit-highlights";
import { showUnits } from "@/components/reader/show-hit";
import { chunkAt } from "@/components/reader/text-chunks";
import type { TextPart } from "@/components/reader/text-part";
import type { Sight } from "@/components/reader/use-sight";
import type { TextSearch } from "@/components/reader/use-text-search";

interface Places {
  readonly region: RefObject<HTMLElement | null>;
  /** Holds an element a chunk of the part. */
  readonly content: RefObject<HTMLElement | null>;
}

/**
 * Highlights the hits in sight, and brings the one asked for into sight.
 * @param onElsewhere told of a hit that lies in another part; the hit is shown once that part is
 */
export function useHits(
  part: TextPart,
  { hits, query, current, wish }: TextSearch,
  { region, content }: Places,
  sight: Sight | null,
  onElsewhere: (position: number) => void,
): void {
  const { starts, end } = part;
  const queryLength = query?.length ?? 0;
  useEffect(() => {
    if (content.current === null || sight === null || !canHighlight()) return;
    paintHits(content.current, sight, { hits, queryLength, starts, current });
    return clearHits;
  }, [content, sight, hits, queryLength, starts, current]);

  const at = current === null ? undefined : hits[current];
  const first = starts[0] ?? 0;
  const show = useEffectEvent((position: number) => {
    if (position < first || position >= end) return onElsewhere(position);
    const index = chunkAt(starts, position);
    const chunk = content.current?.children[index];
    if (chunk === undefined || region.current === null) return;
    const from = position - (starts[index] ?? 0);
    return showUnits(region.current, chunk, from, from + queryLength);
  });
  useEffect(() => (at === undefined ? undefined : show(at)), [wish, at, first]);
}
