import { PUBLISHED_TOP } from "@/core/scoring/normalise";
import type { ScoringPlan, Term } from "@/core/scoring/plan";
import { doubleSql } from "@/core/sql-number";

/** The score of a row of the score table: DOUBLE, summed from left to right in rater order. */
export function scoreSql(plan: ScoringPlan): string {
  const terms = plan.terms.filter((term) => term.normaliser.kind !== "constant");
  if (terms.length === 0) return doubleSql(0);
  return terms.map((term) => `${doubleSql(term.weight)} * ${normalisedSql(term)}`).join(" + ");
}

/** Whether a row has every value the recipe insists on. */
export function eligibleSql(plan: ScoringPlan): string {
  return plan.required.length === 0
    ? "TRUE"
    : plan.required.map((column) => `${column} IS NOT NULL`).join(" AND ");
}

/**
 * The eligible rows of a score table with what a selection needs: ordinal, domain, score and the tokens and
 * documents each stands for (itself where inclusion is 1). DOUBLE sums of whole tokens are exact below 2^53.
 */
export function scoredSql(plan: ScoringPlan, table: string): string {
  return (
    `(SELECT ordinal, domain, tokens::DOUBLE / inclusion::DOUBLE AS tokens, ` +
    `'1'::DOUBLE / inclusion::DOUBLE AS documents, ${scoreSql(plan)} AS score ` +
    `FROM ${table} WHERE ${eligibleSql(plan)})`
  );
}

/** The SQL twin of `normalise`: the same operations in the same order. */
function normalisedSql(term: Term): string {
  const x =
    term.missing === null
      ? `${term.column}::DOUBLE`
      : `coalesce(${term.column}::DOUBLE, ${doubleSql(term.missing)})`;
  const z = `(${straightSql(term, x)})`;
  return term.direction === 1 ? z : turnedSql(term, z);
}

function straightSql({ normaliser }: Term, x: string): string {
  switch (normaliser.kind) {
    case "min-max":
      return `${doubleSql(PUBLISHED_TOP)} * (${x} - ${doubleSql(normaliser.min)}) / ${doubleSql(normaliser.range)}`;
    case "level":
      return `${x} / ${doubleSql(normaliser.top)} * ${doubleSql(PUBLISHED_TOP)}`;
    case "z-score":
      return `(${x} - ${doubleSql(normaliser.mean)}) / ${doubleSql(normaliser.sd)}`;
    case "rank":
      return x;
    case "constant":
      return doubleSql(0);
  }
}

function turnedSql({ normaliser }: Term, z: string): string {
  switch (normaliser.kind) {
    case "min-max":
    case "level":
      return `(${doubleSql(PUBLISHED_TOP)} - ${z})`;
    case "z-score":
      return `(-${z})`;
    case "rank":
      return `(${doubleSql(1)} - ${z})`;
    case "constant":
      return z;
  }
}
