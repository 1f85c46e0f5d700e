import type { ScoringPlan } from "@/core/scoring/plan";
import type { PoolCut } from "@/core/selection/locate-cuts";
import { doubleSql } from "@/core/sql-number";

/** Whether a scored row (see `scoredSql`; a row of the score table needs `eligibleSql` besides) is selected. */
export function selectedSql(plan: ScoringPlan, cuts: readonly PoolCut[]): string {
  const parts = cuts.map((cut) => `(${inPoolSql(plan, cut)} AND ${aboveSql(cut)})`);
  return parts.length === 0 ? "FALSE" : `(${parts.join(" OR ")})`;
}

function inPoolSql(plan: ScoringPlan, { pool }: PoolCut): string {
  const domains = plan.pools[pool]?.domains ?? null;
  return domains === null ? "TRUE" : `domain IN (${domains.join(", ")})`;
}

function aboveSql({ firstOut }: PoolCut): string {
  if (firstOut === null) return "TRUE";
  const score = doubleSql(firstOut.score);
  return `(score > ${score} OR (score = ${score} AND ordinal < ${String(firstOut.ordinal)}))`;
}
