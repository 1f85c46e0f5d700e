import type { PoolCut } from "@/core/selection/locate-cuts";
import { doubleSql } from "@/core/sql-number";

/** Whether a scored row (see `scoredSql`; a row of the score table needs `eligibleSql` besides) is selected. */
export function selectedSql(cuts: readonly PoolCut[]): string {
  const parts = cuts.map((cut) => `(${decidesSql(cut)} AND ${aboveSql(cut)})`);
  return parts.length === 0 ? "FALSE" : `(${parts.join(" OR ")})`;
}

/** Whether a cut decides about the domain of a row. */
export const decidesSql = ({ domains }: PoolCut): string =>
  domains === null ? "TRUE" : `domain IN (${domains.join(", ")})`;

/** Whether a row ranks before the first document out. */
export function aboveSql({ firstOut }: Pick<PoolCut, "firstOut">): string {
  if (firstOut === null) return "TRUE";
  const score = doubleSql(firstOut.score);
  return `(score > ${score} OR (score = ${score} AND ordinal < ${String(firstOut.ordinal)}))`;
}
