import { raterColumn } from "@/core/score-table";
import type { RaterId } from "@/core/raters";
import type { ScoringPlan, Term } from "@/core/scoring/plan";
import { scoreSql } from "@/core/scoring/score-sql";
import { doubleSql } from "@/core/sql-number";

/** The term of a rater; undefined while its weight is 0. */
export const termOf = (plan: ScoringPlan, rater: RaterId): Term | undefined =>
  plan.terms.find((term) => term.rater === rater);

const columnsOf = (rater: RaterId): string[] =>
  (["value", "argmax", "rank"] as const).map((kind) => raterColumn(rater, kind));

/** A plan with another term of one rater, or without any. */
export const withTerm = (plan: ScoringPlan, rater: RaterId, term: Term | undefined): ScoringPlan => ({
  ...plan,
  terms: plan.terms.flatMap((own) => (own.rater !== rater ? [own] : term === undefined ? [] : [term])),
  required: plan.required.filter((column) => term !== undefined || !columnsOf(rater).includes(column)),
});

/** What the rank key of a row gains for a weight of 1 on one rater; NULL where the recipe leaves the row out for it. */
export function perWeightSql(plan: ScoringPlan, rater: RaterId): string {
  const terms = plan.terms.filter((term) => term.rater === rater).map((term) => ({ ...term, weight: 1 }));
  const gain = `(${scoreSql({ ...plan, terms })}) - (${scoreSql({ ...plan, terms: [] })})`;
  return plan.noise === null ? gain : `(${gain}) / ${doubleSql(plan.noise.temperature)}`;
}

/** All that makes the scores of a plan except the weights of some raters: equal for two plans that differ in nothing else. */
export function restOf(plan: ScoringPlan, moved: readonly RaterId[]): string {
  const free = (rater: RaterId): boolean => moved.includes(rater);
  const columns = moved.flatMap(columnsOf);
  return JSON.stringify({
    ...plan,
    terms: plan.terms.filter(({ rater }) => !free(rater)),
    required: plan.required.filter((column) => !columns.includes(column)),
    ...{ pools: null, bounds: null, budgetTokens: null, low: null, high: null },
  });
}
