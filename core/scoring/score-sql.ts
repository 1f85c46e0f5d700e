import { conditionSql } from "@/core/document-filter";
import { cappedSql, GROUP_COLUMN } from "@/core/scoring/cap-sql";
import { NOISE_COLUMN } from "@/core/scoring/noise";
import { PUBLISHED_TOP } from "@/core/scoring/normalise";
import type { ScoringPlan, Term } from "@/core/scoring/plan";
import { doubleSql } from "@/core/sql-number";

/** The score of a row of the score table: DOUBLE, summed from left to right in rater order. */
export function scoreSql(plan: ScoringPlan): string {
  const terms = plan.terms.filter((term) => term.normaliser.kind !== "constant");
  if (terms.length === 0) return doubleSql(0);
  return terms.map((term) => `${doubleSql(term.weight)} * ${normalisedSql(term)}`).join(" + ");
}

/** What a row is ranked by: its score, under a temperature score ÷ temperature + noise. */
export const rankKeySql = (plan: ScoringPlan): string =>
  plan.noise === null
    ? scoreSql(plan)
    : `(${scoreSql(plan)}) / ${doubleSql(plan.noise.temperature)} + ${NOISE_COLUMN}::DOUBLE`;

/** Whether a row passes the filters and has every value the recipe insists on; NULL counts as not. */
export function eligibleSql(plan: ScoringPlan): string {
  const wanted = [
    ...plan.conditions.map(conditionSql),
    ...plan.required.map((column) => `${column} IS NOT NULL`),
  ];
  return wanted.length === 0 ? "TRUE" : wanted.join(" AND ");
}

/** The tokens and documents that a row stands for: itself where inclusion is 1. */
export const STANDS_FOR = `tokens::DOUBLE / inclusion::DOUBLE AS tokens, '1'::DOUBLE / inclusion::DOUBLE AS documents`;

/**
 * The eligible rows of a score table that the cap leaves with what a selection needs: ordinal, domain, the rank key as `score` and
 * the tokens and documents each stands for. DOUBLE sums of whole tokens are exact below 2^53. Under a cap each reading of the
 * query ranks all groups again (see `settleScored`).
 */
export const scoredSql = (plan: ScoringPlan, table: string): string =>
  plan.cap === null ? ratedSql(plan, table) : cappedSql(ratedSql(plan, table, GROUP_COLUMN), plan.cap);

const ratedSql = (plan: ScoringPlan, table: string, ...more: string[]): string =>
  `(SELECT ${["ordinal", "domain", ...more].join(", ")}, ${STANDS_FOR}, ${rankKeySql(plan)} AS score ` +
  `FROM ${table} WHERE ${eligibleSql(plan)})`;

/** The SQL twin of `normalise`: the same operations in the same order; NULL where a missing value drops the document. */
export function normalisedSql(term: Term): string {
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

/**
 * The rows of a score table under several recipes at once: ordinal, domain, tokens and documents as in `scoredSql`, and the rank
 * key of each plan as `score_0`, `score_1` … NULL where its filters or a missing value leave the row out. The engine works out once what recipes share,
 * the normalised scores above all; it does so only outside of conditions, which therefore have a query of their own.
 */
export function scoredTogetherSql(plans: readonly ScoringPlan[], table: string): string {
  const keys = plans.map((plan, at) => `${rankKeySql(plan)} AS key_${String(at)}`);
  const conditions = plans.map((plan, at) => `(${eligibleSql(plan)}) AS counts_${String(at)}`);
  const scores = plans.map(
    (_, at) => `CASE WHEN counts_${String(at)} THEN key_${String(at)} END AS score_${String(at)}`,
  );
  const group = plans.some(({ cap }) => cap !== null) ? [GROUP_COLUMN] : [];
  const columns = ["ordinal", "domain", "tokens", "inclusion", ...group, ...keys, ...conditions].join(", ");
  return (
    `(SELECT ${["ordinal", "domain", ...group].join(", ")}, ${STANDS_FOR}, ${scores.join(", ")} ` +
    `FROM (SELECT ${columns} FROM ${table}) AS keyed)`
  );
}

/** The rows of `scoredSql` of one of the plans. @param together name of a table of `scoredTogetherSql` of all of them */
export function oneOfSql(together: string, at: number, { cap }: ScoringPlan): string {
  const group = cap === null ? [] : [GROUP_COLUMN];
  const columns = ["ordinal", "domain", ...group, "tokens", "documents"].join(", ");
  const rated = `(SELECT ${columns}, score_${String(at)} AS score FROM ${together} WHERE score_${String(at)} IS NOT NULL)`;
  return cap === null ? rated : cappedSql(rated, cap);
}
