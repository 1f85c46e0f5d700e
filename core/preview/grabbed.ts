import { readColumns, type ColumnEngine, type ReadOptions } from "@/core/columns";
import {
  differsIn,
  keepScores,
  orNaN,
  scoresName,
  weightIn,
  type KeptScores,
} from "@/core/preview/kept-scores";
import { keysName, makeKeys, type RowKeys } from "@/core/preview/score-keys";
import { SpreadSums, type MovedSpread } from "@/core/preview/score-spread";
import type { SampleTable } from "@/core/preview/sample-table";
import { visibleBins } from "@/core/preview/visible-bins";
import type { RaterId } from "@/core/raters";
import { perWeightSql, restOf, termOf, withTerm } from "@/core/scoring/moved-sql";
import type { ScoringPlan } from "@/core/scoring/plan";
import type { Bins } from "@/core/selection/score-histogram";
import { doubleSql } from "@/core/sql-number";

/**
 * A score table with one rater grabbed: beside the keys a table of the scores of a plan and one of z, what a score gains for a
 * weight of 1 on the rater. A plan that differs in the weight of this rater has the scores score + step·z up to rounding. What
 * the tables hold is here as well, to name the rows that a count leaves open.
 */
export interface Grabbed extends KeptScores {
  readonly table: SampleTable;
  readonly rater: RaterId;
  /** What makes z of a row of the score table. */
  readonly gain: string;
  readonly keys: RowKeys;
  /** NaN for a row that the recipe leaves out for want of a value. */
  readonly z: Float64Array;
  /** Of the scores without the rater, and of z. */
  readonly spread: MovedSpread;
}

/** Rows worked out in a stretch of a few milliseconds. */
const SLICE = 262_144;

const gainsName = ({ name }: SampleTable): string => `gains_${name}`;

/** Whether a plan's scores follow from what is grabbed: it differs in nothing but the weight of the rater, which is not 0. */
export const suits = ({ plan, rater, gain }: Grabbed, next: ScoringPlan): boolean =>
  differsIn(rater, plan, next) && perWeightSql(next, rater) === gain;

/**
 * Grabs a rater of weight > 0. Where the scores kept before are those of the plan but for this rater, only z is new; where they
 * follow from them by the rater grabbed before, that is added to them; else all is scored anew.
 */
export async function grab(
  engine: ColumnEngine,
  table: SampleTable,
  plan: ScoringPlan,
  rater: RaterId,
  before: Grabbed | null,
  options: ReadOptions = {},
): Promise<Grabbed> {
  const last = before?.table.name === table.name ? before : null;
  const keys = last?.keys ?? (await makeKeys(engine, table, options));
  const kept = await scoresFor(engine, table, plan, rater, last, options);
  const gain = perWeightSql(plan, rater);
  const name = gainsName(table);
  await engine.query(
    `CREATE OR REPLACE TEMP TABLE ${name} AS SELECT ${gain} AS z FROM ${table.name}`,
    options.signal,
  );
  const { z } = await readColumns(engine, { name, rows: table.rows }, { z: orNaN("z") }, options);
  return { ...kept, table, rater, gain, keys, z, spread: await spreadOf(kept, rater, z, options) };
}

async function scoresFor(
  engine: ColumnEngine,
  table: SampleTable,
  plan: ScoringPlan,
  rater: RaterId,
  last: Grabbed | null,
  options: ReadOptions,
): Promise<KeptScores> {
  if (last !== null) {
    if (differsIn(rater, last.plan, plan)) return { plan: last.plan, scores: last.scores };
    const without = withTerm(plan, rater, termOf(last.plan, rater));
    if (differsIn(rater, without, plan) && suits(last, without))
      return moveScores(engine, last, without, options);
  }
  return keepScores(engine, table, plan, options);
}

/** Takes the weight of the grabbed rater into the scores, so that any other is grabbed at once. @param plan one that suits */
export async function settle(
  engine: ColumnEngine,
  grabbed: Grabbed,
  plan: ScoringPlan,
  options: ReadOptions = {},
): Promise<Grabbed> {
  if (stepTo(grabbed, plan) === 0) return grabbed;
  const kept = await moveScores(engine, grabbed, plan, options);
  return { ...grabbed, ...kept, spread: await spreadOf(kept, grabbed.rater, grabbed.z, options) };
}

/** The scores in the engine and here are moved alike, to the last bit. */
async function moveScores(
  engine: ColumnEngine,
  grabbed: Grabbed,
  plan: ScoringPlan,
  { signal, pause }: ReadOptions,
): Promise<KeptScores> {
  const { table, scores, z } = grabbed;
  const step = stepTo(grabbed, plan);
  await engine.query(
    `CREATE OR REPLACE TEMP TABLE ${scoresName(table)} AS SELECT score + ${doubleSql(step)} * z AS score ` +
      `FROM ${scoresName(table)} POSITIONAL JOIN ${gainsName(table)}`,
    signal,
  );
  const moved = new Float64Array(scores.length);
  for (let from = 0; from < moved.length; from += SLICE) {
    const end = Math.min(moved.length, from + SLICE);
    for (let row = from; row < end; row += 1) moved[row] = (scores[row] ?? 0) + step * (z[row] ?? 0);
    await pause?.();
  }
  return { plan, scores: moved };
}

async function spreadOf(
  { plan, scores }: KeptScores,
  rater: RaterId,
  z: Float64Array,
  { pause }: ReadOptions,
): Promise<MovedSpread> {
  const sums = new SpreadSums(scores, z, weightIn(plan, rater));
  while (sums.addSlice()) await pause?.();
  return sums.spread();
}

/** The rater to grab for a plan at rest: one that makes use of what was grabbed before, where there is such a one. */
export function raterToGrab(before: Grabbed | null, plan: ScoringPlan): RaterId {
  const raters = plan.terms.map((term) => term.rater);
  const [first] = raters;
  if (first === undefined) throw new RangeError("a plan has a term");
  if (before === null) return first;
  const moved = (rater: RaterId): boolean =>
    restOf(before.plan, [before.rater, rater]) === restOf(plan, [before.rater, rater]);
  return [before.rater, ...raters].find((rater) => raters.includes(rater) && moved(rater)) ?? first;
}

/** What the weight of the grabbed rater in a plan is above that in the scores that are kept. */
export const stepTo = ({ rater, plan }: Grabbed, next: ScoringPlan): number =>
  weightIn(next, rater) - weightIn(plan, rater);

/**
 * The rows that a plan scores, in the form of `scoredSql` and with all that `keys` hold; score is NULL for a row that is not
 * eligible. Whole tables side by side, of which DuckDB reads what is asked for; a query among them it would write down first.
 */
export const movedSql = (grabbed: Grabbed, plan: ScoringPlan): string =>
  `(SELECT keyed.*, kept.score + ${doubleSql(stepTo(grabbed, plan))} * z AS score FROM ${keysName(grabbed.table)} AS keyed ` +
  `POSITIONAL JOIN ${scoresName(grabbed.table)} AS kept POSITIONAL JOIN ${gainsName(grabbed.table)} AS own)`;

/** Of the histogram of a weight: by what is known since the grab, without a question to the engine. */
export function movedBins({ rater, spread: { base, z, covariance } }: Grabbed, plan: ScoringPlan): Bins {
  const weight = weightIn(plan, rater);
  return visibleBins({
    min: base.min + weight * z.min,
    max: base.max + weight * z.max,
    mean: base.mean + weight * z.mean,
    variance: base.variance + weight * weight * z.variance + 2 * weight * covariance,
  });
}
