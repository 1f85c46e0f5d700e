import { readColumns, type ColumnEngine, type ReadOptions } from "@/core/columns";
import type { SampleTable } from "@/core/preview/sample-table";
import type { RaterId } from "@/core/raters";
import { rankKeySql, eligibleSql } from "@/core/scoring/score-sql";
import { perWeightSql, restOf, termOf } from "@/core/scoring/moved-sql";
import type { ScoringPlan } from "@/core/scoring/plan";

/** The scores of a plan in a table of one column beside the score table, row by row that table's, and here as well. */
export interface KeptScores {
  readonly plan: ScoringPlan;
  /** NaN for a row that is not eligible. */
  readonly scores: Float64Array;
}

export const scoresName = ({ name }: SampleTable): string => `scores_${name}`;

/** NULL, which a row has that is not eligible, as NaN. */
export const orNaN = (column: string): string => `coalesce(${column}, 'NaN'::DOUBLE)`;

/** Works the scores of a plan out by the definition. */
export async function keepScores(
  engine: ColumnEngine,
  table: SampleTable,
  plan: ScoringPlan,
  options: ReadOptions,
): Promise<KeptScores> {
  const name = scoresName(table);
  await engine.query(
    `CREATE OR REPLACE TEMP TABLE ${name} AS ` +
      `SELECT CASE WHEN ${eligibleSql(plan)} THEN ${rankKeySql(plan)} END AS score FROM ${table.name}`,
    options.signal,
  );
  const { score } = await readColumns(engine, { name, rows: table.rows }, { score: orNaN("score") }, options);
  return { plan, scores: score };
}

/** Whether a plan differs from another in nothing but the weight of a rater, which is not 0 in it. */
export function differsIn(rater: RaterId, plan: ScoringPlan, next: ScoringPlan): boolean {
  if (termOf(next, rater) === undefined || restOf(plan, [rater]) !== restOf(next, [rater])) return false;
  return termOf(plan, rater) === undefined || perWeightSql(plan, rater) === perWeightSql(next, rater);
}

export const weightIn = (plan: ScoringPlan, rater: RaterId): number => termOf(plan, rater)?.weight ?? 0;
