import type { Condition } from "@/components/corpus/browse/conditions.prepare";

/** A condition and the documents there would be without it; null while they are being counted. */
export interface CountWithout {
  readonly condition: Condition;
  readonly total: number | null;
}

interface Culprit {
  readonly condition: Condition;
  readonly total: number;
}

/**
 * The condition that keeps out most; null where none alone does. A search is it where the others leave any document: they are
 * counted without it.
 */
export function culpritOf(counts: readonly CountWithout[]): Culprit | null {
  const known = counts.flatMap(({ condition, total }) => (total === null ? [] : [{ condition, total }]));
  const search = known.find(({ condition }) => condition.id === "search");
  if (search !== undefined && search.total > 0) return search;
  const others = known.filter(({ condition }) => condition.id !== "search");
  return others.reduce<Culprit | null>(
    (worst, next) => (next.total > (worst?.total ?? 0) ? next : worst),
    null,
  );
}
