import type { Waypoint } from "@/core/comparison/between";
import { formatCount, formatPercent, formatTokens } from "@/components/ui/format";

/** Places between the ends of a way. */
export const WAY_STEPS = 20;

/** The point that was counted at a place, or the nearest to it; null while none is. */
export function pointAt(points: readonly Waypoint[], at: number): Waypoint | null {
  return points.reduce<Waypoint | null>(
    (best, point) => (best === null || Math.abs(point.at - at) < Math.abs(best.at - at) ? point : best),
    null,
  );
}

/** Whether the place itself is counted. */
export const isCounted = (points: readonly Waypoint[], at: number): boolean =>
  points.some((point) => Math.abs(point.at - at) < 1e-9);

/** Shares of tokens by domain, by place on the way. */
export const wayShares = (points: readonly Waypoint[]): { at: number; shares: number[] }[] =>
  points
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, tokens, domains }) => ({
      at,
      shares: domains.map((count) => (tokens === 0 ? 0 : count.tokens / tokens)),
    }));

/** A place on the way, in words. */
export const waySentence = ({ at, documents, tokens, withFirst, withSecond }: Waypoint): string =>
  `${formatPercent(at, 0)} of the way: ${formatCount(documents)} documents, ${formatTokens(tokens)} tokens, ${formatPercent(withFirst.byDocuments)} in common with the start, ${formatPercent(withSecond.byDocuments)} with the end.`;
