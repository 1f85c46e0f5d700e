import type { FilterCondition } from "@/core/document-filter";
import type { RaterId } from "@/core/raters";
import type { ScoringPlan } from "@/core/scoring/plan";
import { cutOf } from "@/core/selection/exact-figures";
import type { PoolCut } from "@/core/selection/locate-cuts";
import { placeOf, type Place, type Scores } from "@/core/selection/place-in-ranking";

/** What a recipe makes of a whole corpus. */
export interface Ranking {
  readonly plan: ScoringPlan;
  readonly cuts: readonly PoolCut[];
  readonly scores: Scores;
  /** Domain codes by ordinal. */
  readonly domains: Uint8Array;
}

/**
 * Why a document is in or out: `above` or `below` the threshold · `tie` with the last document in, behind it by ordinal ·
 * `no-room`: the first in the ranking that does not fit · `nothing-fits`: not even the best document of the pool does ·
 * `no-share` for its domain · and those of `LeftOut`
 */
export type StandingReason =
  { readonly kind: "above" | "below" | "tie" | "no-room" | "nothing-fits" | "no-share" } | LeftOut;

/**
 * Why a document has no place in the ranking: it is `filtered`, `missing` raters of weight > 0 under the policy `exclude`, or
 * `capped`: others of its group are ranked in its place.
 */
export type LeftOut =
  | { readonly kind: "filtered"; readonly failed: readonly FilterCondition[] }
  | { readonly kind: "missing"; readonly raters: readonly RaterId[] }
  | Capped;

/** The group of the document has as many better documents as the cap allows. */
export interface Capped {
  readonly kind: "capped";
  /** Its name. */
  readonly group: string;
  /** How many of a group may be ranked. */
  readonly cap: number;
  /** The best of those that are ranked in its place. */
  readonly better: readonly { readonly ordinal: number; readonly id: string }[];
}

/** Where one document stands under a recipe; exact. */
export interface Standing {
  /** Null when the recipe leaves the document out. */
  readonly score: number | null;
  /** By score in the whole corpus, from 1; null without a score. */
  readonly rank: number | null;
  /** Documents of the corpus that are ranked. */
  readonly of: number;
  /** Place in the document's own domain, where the domain has a threshold of its own. */
  readonly inDomain: Place | null;
  /** The end of the recipe's bounds that holds the document's domain; null for none. */
  readonly bound: "min" | "max" | null;
  readonly in: boolean;
  /** Score of the last document in, of the own domain where that has its own; null when none is in. */
  readonly threshold: number | null;
  /** score − threshold; null without either. */
  readonly margin: number | null;
  readonly reason: StandingReason;
}

/** @param leftOut why the document is not ranked; null when it is */
export function standingOf(ranking: Ranking, ordinal: number, leftOut: LeftOut | null): Standing {
  const { cuts, scores, domains } = ranking;
  const code = domains[ordinal] ?? 0;
  const cut = cutOf(cuts, code);
  const bound = cut?.rule === "min" || cut?.rule === "max" ? cut.rule : null;
  const threshold = cut?.threshold ?? null;
  const place = placeOf(scores, ordinal);
  if (place === null) {
    const of = scores.reduce((count, score) => count + (Number.isNaN(score) ? 0 : 1), 0);
    const reason = leftOut ?? ({ kind: "missing", raters: [] } as const);
    return { score: null, rank: null, of, inDomain: null, bound, in: false, threshold, margin: null, reason };
  }
  const score = scores[ordinal] ?? Number.NaN;
  const reason = reasonOf(cut, score, ordinal);
  return {
    // Adding 0 turns −0 into 0, as the threshold has it.
    score: score + 0,
    ...place,
    inDomain: cut?.rule === "budget" ? null : placeOf(scores, ordinal, (other) => domains[other] === code),
    bound,
    in: reason.kind === "above",
    threshold,
    margin: threshold === null ? null : score - threshold,
    reason,
  };
}

/** Margin of a document and whether it is in, for a list of them. */
export function marginOf(
  ranking: Ranking,
  ordinal: number,
): { readonly margin: number | null; readonly in: boolean } {
  const score = ranking.scores[ordinal] ?? Number.NaN;
  const cut = cutOf(ranking.cuts, ranking.domains[ordinal] ?? 0);
  const threshold = cut?.threshold ?? null;
  return {
    margin: threshold === null || Number.isNaN(score) ? null : score - threshold,
    in: !Number.isNaN(score) && reasonOf(cut, score, ordinal).kind === "above",
  };
}

function reasonOf(cut: PoolCut | undefined, score: number, ordinal: number): StandingReason {
  if (cut === undefined) return { kind: "no-share" };
  const { firstOut, threshold } = cut;
  if (firstOut === null || score > firstOut.score) return { kind: "above" };
  if (score === firstOut.score && ordinal < firstOut.ordinal) return { kind: "above" };
  if (threshold === null) return { kind: "nothing-fits" };
  if (ordinal === firstOut.ordinal) return { kind: "no-room" };
  return { kind: score === threshold ? "tie" : "below" };
}
