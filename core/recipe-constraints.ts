import { canonicalFilter, type DocumentFilter } from "@/core/document-filter";
import { seedOf, type DomainBound, type DomainRule, type Recipe } from "@/core/recipe";

/** Seeds that a person is offered: short enough to be read out and typed again. */
const SEEDS = 100_000;

/** The recipe with other filters; one that lets everything pass is none. */
export function withFilters(recipe: Recipe, filter: DocumentFilter): Recipe {
  const next = { ...recipe };
  delete next.filters;
  const filters = canonicalFilter(filter);
  return Object.keys(filters).length === 0 ? next : { ...next, filters };
}

/** The recipe with noise of another temperature, or without noise; the seed goes with it. */
export function withTemperature(recipe: Recipe, temperature: number | null): Recipe {
  const next = { ...recipe };
  delete next.temperature;
  delete next.seed;
  return temperature === null ? next : { ...next, temperature, seed: seedOf(recipe) };
}

/** The recipe with at most so many documents of a group, or without a cap. */
export function withCap(recipe: Recipe, documents: number | null): Recipe {
  const next = { ...recipe };
  delete next.cap;
  return documents === null ? next : { ...next, cap: { documents } };
}

/** Another seed than the one there is. @param random 0 ≤ x < 1 */
export function anotherSeed(seed: number, random: number): number {
  const found = Math.floor(random * (SEEDS - 1));
  return found >= seed ? found + 1 : found;
}

export type Bounds = Extract<DomainRule, { rule: "bounds" }>["bounds"];

/** Bounds that bind something, without those that do not. */
const bound = ({ min = 0, max = 1 }: DomainBound): DomainBound => ({
  ...(min > 0 ? { min } : {}),
  ...(max < 1 ? { max } : {}),
});

/** What the least shares of the other domains leave for that of one, 0 … 1. */
export const leastLeft = (bounds: Bounds, domain: string): number =>
  Object.entries(bounds).reduce(
    (left, [other, { min = 0 }]) => (other === domain ? left : Math.max(0, Number((left - min).toFixed(6)))),
    1,
  );

/**
 * The bounds with another one for a domain, whose least share gives way to those of the other domains and to its greatest.
 * Shares of the budget, 0 … 1.
 */
export function withBound(bounds: Bounds, domain: string, next: DomainBound): Bounds {
  const others = Object.fromEntries(Object.entries(bounds).filter(([other]) => other !== domain));
  const { min = 0, max = 1 } = next;
  const kept = bound({ min: Math.min(min, max, leastLeft(bounds, domain)), max });
  return Object.keys(kept).length === 0 ? others : { ...others, [domain]: kept };
}
