import type { SqlEngine } from "@/core/engine";
import { rowNumber } from "@/core/row-number";
import type { ScoringPlan } from "@/core/scoring/plan";
import { scoredSql } from "@/core/scoring/score-sql";
import { scoreHistogram, type Bins, type Cell } from "@/core/selection/score-histogram";
import { cutPools, type PoolCut } from "@/core/selection/locate-cuts";

/** A score table in the browser: `values` holds the raters and their likeliest levels, `ranks` their percentiles. */
export interface SampleTable {
  readonly name: string;
  readonly kind: "values" | "ranks";
  readonly rows: number;
}

/** A recipe worked out on a sample: every further question is asked of the narrow table of scores. */
export interface ScoredSample {
  readonly table: SampleTable;
  readonly plan: ScoringPlan;
  /** Temporary table of `scoredSql`, one row an eligible document; the next recipe replaces it. */
  readonly scored: string;
  readonly bins: Bins;
  readonly cells: readonly Cell[];
  readonly cuts: readonly PoolCut[];
}

const SCORED = "scored_sample";
const BINS = 256;
/** Standard deviations around the mean that the histogram resolves; what lies beyond falls in the outer bins. */
const REACH = 4;

/** Scores a sample and finds the cuts of its pools. */
export async function scoreSample(
  engine: SqlEngine,
  table: SampleTable,
  plan: ScoringPlan,
  signal?: AbortSignal,
): Promise<ScoredSample> {
  await engine.query(`CREATE OR REPLACE TEMP TABLE ${SCORED} AS FROM ${scoredSql(plan, table.name)}`, signal);
  const bins = await visibleBins(engine, plan, signal);
  const cells = await scoreHistogram(engine, { scored: SCORED, key: "score", bins }, signal);
  const options = signal === undefined ? { bins: BINS } : { bins: BINS, signal };
  const cuts = await cutPools(engine, SCORED, plan.pools, cells, options);
  return { table, plan, scored: SCORED, bins, cells, cuts };
}

/** The range most scores lie in: one outlier must not squeeze all others into a few bins. */
async function visibleBins(
  engine: SqlEngine,
  plan: ScoringPlan,
  signal: AbortSignal | undefined,
): Promise<Bins> {
  const [row] = await engine.query(
    `SELECT coalesce(min(score), 0) AS low, coalesce(max(score), 0) AS high, coalesce(avg(score), 0) AS mean, ` +
      `coalesce(stddev_pop(score), 0) AS sd FROM ${SCORED}`,
    signal,
  );
  const bins = { count: BINS, clamped: true };
  if (row === undefined) return { low: plan.low, high: plan.high, ...bins };
  const reach = REACH * rowNumber(row, "sd");
  const mean = rowNumber(row, "mean");
  const low = Math.max(rowNumber(row, "low"), mean - reach);
  const high = Math.min(rowNumber(row, "high"), mean + reach);
  // A little slack: the highest score belongs to the last bin, and all scores may be equal.
  const slack = (high - low) * 1e-6 || Math.max(1e-6, Math.abs(low) * 1e-6);
  return { low: low - slack, high: high + slack, ...bins };
}
