import type { SqlEngine } from "@/core/engine";
import type { ScoringPlan } from "@/core/scoring/plan";
import { scoredSql } from "@/core/scoring/score-sql";
import { cutWithinBounds } from "@/core/selection/bounded-cuts";
import { cutPools, type BinnedRanking, type CutOptions, type PoolCut } from "@/core/selection/locate-cuts";
import { scoreHistogram, type Bins } from "@/core/selection/score-histogram";

const SETTLED = "capped_rows";

/**
 * Scored rows (see `scoredSql`) to be read more than once: under a cap they are written down in a temporary table of the
 * connection, which the next ones replace.
 */
export async function settleScored(
  engine: SqlEngine,
  { cap }: ScoringPlan,
  scored: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  if (cap === null) return scored;
  await engine.query(`CREATE OR REPLACE TEMP TABLE ${SETTLED} AS FROM ${scored}`, signal);
  return SETTLED;
}

/**
 * Finds where the ranking of each pool of a plan ends, in two passes over the table: counts by bin of the score, then
 * the documents of the bins that hold the cuts. Bounds of domains take two passes more, a cap one before all others.
 */
export async function locateCuts(
  engine: SqlEngine,
  table: string,
  plan: ScoringPlan,
  options: CutOptions,
): Promise<PoolCut[]> {
  const scored = await settleScored(engine, plan, scoredSql(plan, table), options.signal);
  return cutScored(engine, scored, plan, options);
}

/**
 * `locateCuts`, on rows that are scored already.
 * @param scored rows of `scoredSql`: name of a table, or a query in parentheses
 */
export async function cutScored(
  engine: SqlEngine,
  scored: string,
  plan: ScoringPlan,
  options: CutOptions,
): Promise<PoolCut[]> {
  const bins: Bins = { low: plan.low, high: plan.high, count: options.bins, clamped: false };
  const cells = await scoreHistogram(engine, { scored, key: "score", bins }, options.signal);
  return cutRanking(engine, plan, { scored, bins, cells }, options);
}

/** The passes after the first. */
export const cutRanking = (
  engine: SqlEngine,
  { pools, bounds, budgetTokens }: ScoringPlan,
  ranking: BinnedRanking,
  options: CutOptions,
): Promise<PoolCut[]> =>
  bounds === null
    ? cutPools(engine, ranking.scored, pools, ranking.cells, options)
    : cutWithinBounds(engine, ranking, { bounds, budgetTokens }, options);
