import { conditionHolds, type FilteredDocument } from "@/core/document-filter";
import type { RaterId } from "@/core/raters";
import { contributionsOf } from "@/core/scoring/contributions";
import { rankOf } from "@/core/scoring/normalise";
import type { ScoringPlan } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";

interface RatedDocument extends FilteredDocument {
  readonly argmax: Readonly<Partial<Record<RaterId, number>>>;
}

/** Combined score of a listed document; null when the recipe leaves it out. */
export function documentScore(
  plan: ScoringPlan,
  { raters }: CorpusStatistics,
  document: RatedDocument,
): number | null {
  if (!plan.conditions.every((condition) => conditionHolds(condition, document))) return null;
  const { scores, argmax } = document;
  return contributionsOf(plan, (rater, kind) => {
    if (kind === "argmax") return argmax[rater] ?? null;
    const value = scores[rater] ?? null;
    const quantiles = raters[rater]?.value.quantiles;
    return kind === "rank" && value !== null && quantiles !== undefined ? rankOf(quantiles, value) : value;
  }).score;
}
