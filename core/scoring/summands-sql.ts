import { conditionSql } from "@/core/document-filter";
import { NOISE_COLUMN } from "@/core/scoring/noise";
import type { ScoringPlan } from "@/core/scoring/plan";
import { normalisedSql, STANDS_FOR } from "@/core/scoring/score-sql";
import { doubleSql } from "@/core/sql-number";

/**
 * The rows that the filters leave, in their order, with all that a score by any weights of the plan's raters is made of, DOUBLE
 * without NULLs: domain, tokens and documents it stands for, what its rank gains besides the score, and z of each term; NaN where
 * a weight on the rater drops the row. The cap is left out.
 */
export function summandsSql({ terms, conditions, noise }: ScoringPlan, table: string): string {
  const gained = noise === null ? doubleSql(0) : `${doubleSql(noise.temperature)} * ${NOISE_COLUMN}::DOUBLE`;
  const columns = terms.map(
    (term, at) => `coalesce(${normalisedSql(term)}, 'NaN'::DOUBLE) AS z_${String(at)}`,
  );
  const wanted = conditions.length === 0 ? "TRUE" : conditions.map(conditionSql).join(" AND ");
  return (
    `SELECT domain::DOUBLE AS domain, ${STANDS_FOR}, ${gained} AS gained, ${columns.join(", ")} ` +
    `FROM ${table} WHERE ${wanted} ORDER BY ordinal`
  );
}
