import type { RaterId } from "@/core/raters";
import type { RaterColumnKind } from "@/core/score-table";
import { normalise } from "@/core/scoring/normalise";
import type { ScoringPlan } from "@/core/scoring/plan";

/** Value of a document in a column of the score table; null when it is missing. */
export type ReadColumn = (rater: RaterId, kind: RaterColumnKind) => number | null;

export interface Contribution {
  readonly rater: RaterId;
  /** Value as the corpus holds it; null when missing. */
  readonly x: number | null;
  /** Normalised score after direction and missing policy; null when the document drops out for it. */
  readonly z: number | null;
  /** wᵢ·zᵢ */
  readonly contribution: number | null;
}

export interface DocumentScore {
  /** Σ wᵢ·zᵢ in rater order, the same bits as the engines compute; null when the document is not eligible. */
  readonly score: number | null;
  readonly contributions: readonly Contribution[];
}

/** What each rater of weight > 0 adds to the score of one document. */
export function contributionsOf(plan: ScoringPlan, read: ReadColumn): DocumentScore {
  const contributions = plan.terms.map((term): Contribution => {
    const x = read(term.rater, term.kind);
    const used = x ?? term.missing;
    const z = used === null ? null : normalise(term, used);
    return { rater: term.rater, x, z, contribution: z === null ? null : term.weight * z };
  });
  let score: number | null = 0;
  for (const { contribution } of contributions)
    score = score === null || contribution === null ? null : score + contribution;
  return { score, contributions };
}
