import type { ComparedItem } from "@/core/comparison/compared-item";
import { itemKey } from "@/core/comparison/item";

/** An item as the charts and tables of the page show it. */
export interface Face {
  readonly key: string;
  readonly item: ComparedItem;
  readonly name: string;
  /** "A" is the baseline. */
  readonly letter: string;
  /** A CSS colour: grey for the baseline, the accent for the first other. */
  readonly colour: string;
}

const BASELINE = "var(--color-control)";
/** Told apart from the accent, from grey and from each other by the colour-blind; the letter tells the rest. */
const OTHERS = ["accent", "domain-4", "domain-2", "domain-3", "domain-1", "domain-5", "domain-6"] as const;

function otherColour(place: number): string {
  const hue = `var(--color-${OTHERS[place % OTHERS.length] ?? "accent"})`;
  const round = Math.floor(place / OTHERS.length) % 3;
  return round === 0 ? hue : `color-mix(in oklab, ${hue} ${round === 1 ? "60" : "35"}%, var(--color-ink))`;
}

/** A … Z, AA … */
export const letterOf = (place: number): string =>
  (place < 26 ? "" : letterOf(Math.floor(place / 26) - 1)) + String.fromCharCode(65 + (place % 26));

/** The items, the baseline first: the one named, else the first. */
export function facesOf(items: readonly ComparedItem[], base: string | null): Face[] {
  const named = items.findIndex(({ ref }) => itemKey(ref) === base);
  const first = items[Math.max(0, named)];
  const ordered = first === undefined ? [] : [first, ...items.filter((item) => item !== first)];
  return ordered.map((item, place) => ({
    key: itemKey(item.ref),
    item,
    name: item.label,
    letter: letterOf(place),
    colour: place === 0 ? BASELINE : otherColour(place - 1),
  }));
}
