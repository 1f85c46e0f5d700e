import type { SqlEngine } from "@/core/engine";
import { movedBins, movedSql, type Grabbed } from "@/core/preview/grabbed";
import type { SampleTable } from "@/core/preview/sample-table";
import { VISIBLE_BINS, visibleBins } from "@/core/preview/visible-bins";
import { rowNumber } from "@/core/row-number";
import type { ScoringPlan } from "@/core/scoring/plan";
import { scoredSql } from "@/core/scoring/score-sql";
import { scoreHistogram, type Bins, type Cell } from "@/core/selection/score-histogram";
import { cutRanking } from "@/core/selection/cut-ranking";
import type { PoolCut } from "@/core/selection/locate-cuts";

/** A recipe worked out on a sample: every further question is asked of the narrow table of scores. */
export interface ScoredSample {
  readonly table: SampleTable;
  readonly plan: ScoringPlan;
  /** Table or query of the form of `scoredSql`, one row an eligible document; the next recipe replaces it. */
  readonly scored: string;
  readonly bins: Bins;
  readonly cells: readonly Cell[];
  readonly cuts: readonly PoolCut[];
}

const SCORED = "scored_sample";

/** Scores a sample and finds the cuts of its pools. */
export async function scoreSample(
  engine: SqlEngine,
  table: SampleTable,
  plan: ScoringPlan,
  signal?: AbortSignal,
): Promise<ScoredSample> {
  await engine.query(`CREATE OR REPLACE TEMP TABLE ${SCORED} AS FROM ${scoredSql(plan, table.name)}`, signal);
  return cutSample(
    engine,
    { table, plan, scored: SCORED, bins: await rangeOf(engine, plan, signal) },
    signal,
  );
}

/** The same during a drag, with the scores that rounding allows. */
export const scoreGrabbed = (
  engine: SqlEngine,
  grabbed: Grabbed,
  plan: ScoringPlan,
  signal?: AbortSignal,
): Promise<ScoredSample> => {
  const scored = `(FROM ${movedSql(grabbed, plan)} WHERE score IS NOT NULL)`;
  return cutSample(engine, { table: grabbed.table, plan, scored, bins: movedBins(grabbed, plan) }, signal);
};

async function cutSample(
  engine: SqlEngine,
  sample: Pick<ScoredSample, "table" | "plan" | "scored" | "bins">,
  signal: AbortSignal | undefined,
): Promise<ScoredSample> {
  const { plan, scored, bins } = sample;
  const cells = await scoreHistogram(engine, { scored, key: "score", bins }, signal);
  const options = signal === undefined ? { bins: VISIBLE_BINS } : { bins: VISIBLE_BINS, signal };
  const cuts = await cutRanking(engine, plan, { scored, bins, cells }, options);
  return { ...sample, cells, cuts };
}

async function rangeOf(engine: SqlEngine, plan: ScoringPlan, signal: AbortSignal | undefined): Promise<Bins> {
  const [row] = await engine.query(
    `SELECT coalesce(min(score), 0) AS low, coalesce(max(score), 0) AS high, coalesce(avg(score), 0) AS mean, ` +
      `coalesce(var_pop(score), 0) AS variance FROM ${SCORED}`,
    signal,
  );
  if (row === undefined) throw new TypeError("an aggregate has one row");
  const of = (column: string): number => rowNumber(row, column);
  return visibleBins({ min: of("low"), max: of("high"), mean: of("mean"), variance: of("variance") });
}
