import { MAX_ONLY } from "@/core/listing";

/** Ordinals of selected documents. */
export type Selected = ReadonlySet<number>;

export const NONE_SELECTED: Selected = new Set();

/** More cannot be sent anywhere as single documents. */
export const MOST_SELECTED = MAX_ONLY;

export function toggled(selected: Selected, ordinal: number): Selected {
  const next = new Set(selected);
  if (!next.delete(ordinal)) next.add(ordinal);
  return next.size > MOST_SELECTED ? selected : next;
}

/** With more documents, or, where that is too many, as many of them as there is room for. */
export function withMore(selected: Selected, ordinals: readonly number[]): Selected {
  const next = new Set(selected);
  for (const ordinal of ordinals) {
    if (next.size >= MOST_SELECTED) break;
    next.add(ordinal);
  }
  return next;
}

export const inOrder = (selected: Selected): number[] => [...selected].sort((a, b) => a - b);
