import type { SqlEngine, SqlRow } from "@/core/engine";
import { rowNumber } from "@/core/row-number";
import { raterColumn } from "@/core/score-table";
import { contributionsOf } from "@/core/scoring/contributions";
import { NOISE_COLUMN } from "@/core/scoring/noise";
import type { ScoringPlan } from "@/core/scoring/plan";

/**
 * Scores of some rows of a score table by ordinal, as the definition has them. Worked out here: DuckDB takes as long to read
 * a formula of 25 raters as to find the rows.
 */
export async function exactScores(
  engine: SqlEngine,
  table: string,
  plan: ScoringPlan,
  ordinals: readonly number[],
  signal?: AbortSignal,
): Promise<Map<number, number>> {
  if (ordinals.length === 0) return new Map();
  const columns = [...plan.terms.map(({ column }) => column), ...(plan.noise === null ? [] : [NOISE_COLUMN])];
  const rows = await engine.query(
    `SELECT ${["ordinal", ...columns].join(", ")} FROM ${table} WHERE ordinal IN (${ordinals.join(", ")})`,
    signal,
  );
  return new Map(rows.map((row) => [rowNumber(row, "ordinal"), rankKeyOf(plan, row)]));
}

/** The twin of `rankKeySql`. */
function rankKeyOf(plan: ScoringPlan, row: SqlRow): number {
  const { score } = contributionsOf(plan, (rater, kind) => {
    const column = raterColumn(rater, kind);
    return row[column] === null ? null : rowNumber(row, column);
  });
  if (score === null) return Number.NaN;
  return plan.noise === null ? score : score / plan.noise.temperature + rowNumber(row, NOISE_COLUMN);
}
