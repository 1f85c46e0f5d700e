import { hitsWithin } from "@/components/reader/text-hits";
import { rangeOfUnits } from "@/components/reader/text-position";
import type { Sight } from "@/components/reader/use-sight";

/** Names of the highlights in globals.css. */
const HIT = "reader-hit";
const CURRENT = "reader-hit-current";
/** Ranges drawn at once: a screen of a text in which every letter is a hit. */
const MOST_RANGES = 4_000;

/** Whether the browser can highlight ranges of text without elements of their own. */
export const canHighlight = (): boolean =>
  typeof Highlight === "function" && typeof CSS === "object" && "highlights" in CSS;

export interface Highlighted {
  readonly hits: readonly number[];
  readonly queryLength: number;
  readonly starts: readonly number[];
  readonly current: number | null;
}

/** Highlights the hits of the chunks in sight and nothing else. */
export function paintHits(content: Element, [first, last]: Sight, search: Highlighted): void {
  const all = new Highlight();
  const standing = new Highlight();
  for (let index = first; index <= last && all.size < MOST_RANGES; index += 1) {
    const chunk = content.children[index];
    if (chunk === undefined) continue;
    const length = chunk.textContent.length;
    for (const hit of hitsWithin(search.hits, search.queryLength, search.starts[index] ?? 0, length)) {
      const range = rangeOfUnits(chunk, hit.from, hit.to);
      if (range === null) continue;
      if (hit.index === search.current) standing.add(range);
      else if (all.size < MOST_RANGES) all.add(range);
    }
  }
  CSS.highlights.set(HIT, all);
  CSS.highlights.set(CURRENT, standing);
}

export function clearHits(): void {
  CSS.highlights.delete(HIT);
  CSS.highlights.delete(CURRENT);
}
