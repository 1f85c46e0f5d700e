"use client";

import { useEffect, useMemo, useState } from "react";
import { firstHitFrom, hitsByBlock } from "@/components/reader/text-hits";

/** What a person asked to see. */
interface Asked {
  readonly query: string;
  /** Document it was asked in; in another one the search begins at the top. */
  readonly ordinal: number;
  readonly from: number;
  /** Steps from the first hit at or after `from`. */
  readonly steps: number;
}

interface Found {
  readonly ordinal: number;
  readonly text: string;
  readonly query: string;
  readonly hits: readonly number[];
}

export interface TextSearch {
  /** Null while the search is closed. */
  readonly query: string | null;
  readonly hits: readonly number[];
  /** Whether there may be more hits than were found so far. */
  readonly searching: boolean;
  /** Index of the hit that stands out; null when there is none. */
  readonly current: number | null;
  /** A new object for every wish to see the current hit. */
  readonly wish: object | null;
  readonly open: () => void;
  readonly close: () => void;
  /** @param from where in the text to look for the first hit */
  readonly ask: (query: string, from: number) => void;
  readonly step: (by: 1 | -1) => void;
}

const NOTHING: readonly number[] = [];

/** Search within the text of a document, which may still be growing: then it begins again and shows what it had meanwhile. */
export function useTextSearch(ordinal: number, chunks: readonly string[], complete: boolean): TextSearch {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const query = asked?.query ?? "";
  const searched = query !== "";
  const text = useMemo(() => (searched ? chunks.join("") : ""), [searched, chunks]);
  useEffect(() => {
    if (query === "") return;
    return searchAside(text, query, (hits) => setFound({ ordinal, text, query, hits }));
  }, [ordinal, text, query]);

  const fits = searched && found !== null && found.query === query && found.ordinal === ordinal;
  const hits = fits ? found.hits : NOTHING;
  const set = (next: Partial<Asked>) =>
    setAsked((before) => ({ query: "", from: 0, steps: 0, ...before, ordinal, ...next }));
  return {
    query: asked?.query ?? null,
    hits,
    searching: searched && (!complete || !fits || found.text !== text),
    current:
      asked === null ? null : currentHit(hits, asked.ordinal === ordinal ? asked : { from: 0, steps: 0 }),
    wish: asked,
    open: () => set({}),
    close: () => setAsked(null),
    ask: (next, from) => set({ query: next, from, steps: 0 }),
    step: (by) => set(asked?.ordinal === ordinal ? { steps: asked.steps + by } : { from: 0, steps: by }),
  };
}

function currentHit(hits: readonly number[], { from, steps }: Pick<Asked, "from" | "steps">): number | null {
  if (hits.length === 0) return null;
  const index = (firstHitFrom(hits, from) + steps) % hits.length;
  return index < 0 ? index + hits.length : index;
}

/** Searches in pauses of the page and tells what it found at the end. Returns what ends it. */
function searchAside(text: string, query: string, tell: (hits: readonly number[]) => void): () => void {
  const blocks = hitsByBlock(text, query);
  const hits: number[] = [];
  const next = (): void => {
    const block = blocks.next();
    if (block.done === true) return tell(hits);
    for (const hit of block.value) hits.push(hit);
    timer = setTimeout(next);
  };
  let timer = setTimeout(next);
  return () => clearTimeout(timer);
}
