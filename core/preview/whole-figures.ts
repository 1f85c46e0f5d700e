import type { SqlEngine } from "@/core/engine";
import { movedBins, movedSql, type Grabbed } from "@/core/preview/grabbed";
import { envelopeSql, inRangesSql, nearRanges } from "@/core/preview/near-bins";
import { nearRows } from "@/core/preview/near-rows";
import { previewBoundary } from "@/core/preview/preview-boundary";
import { previewMixture } from "@/core/preview/preview-mixture";
import type { BoundaryFigures, MixtureFigures } from "@/core/preview/preview";
import type { SampleTable } from "@/core/preview/sample-table";
import { scoreSample } from "@/core/preview/score-sample";
import { settleCuts } from "@/core/preview/settle-cuts";
import { VISIBLE_BINS } from "@/core/preview/visible-bins";
import { rowNumber } from "@/core/row-number";
import type { ScoringPlan } from "@/core/scoring/plan";
import { cutPools } from "@/core/selection/locate-cuts";
import { binSql, scoreHistogram, type Bins, type Cell } from "@/core/selection/score-histogram";
import { doubleSql } from "@/core/sql-number";
import type { CorpusStatistics } from "@/core/statistics";

/** Counted over all documents. */
export interface WholeFigures {
  readonly mixture: MixtureFigures;
  readonly boundary: BoundaryFigures;
}

const NEAR = "near_cuts";
/** Rows that may be read at once to find a cut. */
const WALK_ROWS = 500;
/** Largest difference of a score from `base + weight·z`, as a share of the largest score: 10⁶ roundings. */
const TOLERANCE = 1e-9;

/** The distribution of the score over all documents. */
export const wholeHistogram = (
  engine: SqlEngine,
  grabbed: Grabbed,
  plan: ScoringPlan,
  statistics: CorpusStatistics,
  signal?: AbortSignal,
): Promise<Cell[]> =>
  countBins(engine, movedSql(grabbed, plan), movedBins(grabbed, plan), documentUnit(statistics), signal);

/**
 * What a document may add to a sum of tokens so that the sum tells both numbers exactly, which a single DOUBLE does below
 * 2^53; null for a corpus too large for it.
 */
function documentUnit({ documents, tokens }: CorpusStatistics): number | null {
  const unit = 2 ** Math.ceil(Math.log2(tokens + 1));
  return unit * (documents + 1) <= Number.MAX_SAFE_INTEGER ? unit : null;
}

/**
 * The figures of a recipe, exactly, over a table of all documents (inclusion 1) of which one rater is grabbed: cuts are
 * found by `base + weight·z` and then held against the exact scores of the rows around them.
 * @param counted what `wholeHistogram` says of the same plan
 */
export async function wholeFigures(
  engine: SqlEngine,
  grabbed: Grabbed,
  plan: ScoringPlan,
  counted: readonly Cell[],
  statistics: CorpusStatistics,
  signal?: AbortSignal,
): Promise<WholeFigures> {
  const { table } = grabbed;
  if (plan.bounds !== null) return slowFigures(engine, table, plan, statistics, signal);
  const bins = movedBins(grabbed, plan);
  const ranges = nearRanges(plan.pools, counted, bins.count);
  await engine.query(
    `CREATE OR REPLACE TEMP TABLE ${NEAR} AS SELECT ordinal, domain, tokens, documents, score ` +
      `FROM (SELECT *, ${binSql("score", bins)} AS bin FROM ${movedSql(grabbed, plan)} WHERE ${envelopeSql(ranges, bins)}) AS binned ` +
      `WHERE ${inRangesSql(plan.pools, ranges)}`,
    signal,
  );
  const near = await scoreHistogram(engine, { scored: NEAR, key: "score", bins }, signal);
  const cells = withEnds(counted, near);
  const options = { bins: VISIBLE_BINS, walkRows: WALK_ROWS, ...(signal === undefined ? {} : { signal }) };
  const cuts = await cutPools(engine, NEAR, plan.pools, cells, options);
  const rows = await nearRows(engine, { near: NEAR, table: table.name }, plan, cuts, signal);
  const tolerance = TOLERANCE * (Math.abs(plan.low) + Math.abs(plan.high));
  const settled = settleCuts(cuts, rows, tolerance, statistics);
  if (settled === null) return slowFigures(engine, table, plan, statistics, signal);
  const { cuts: exact, ...boundary } = settled;
  const sample = { table, plan, scored: NEAR, bins, cells, cuts: exact };
  return { mixture: await previewMixture(engine, sample, statistics, signal), boundary };
}

/** By the definition alone, for where rounding could decide and for bounds of domains, whose cuts may lie anywhere. */
async function slowFigures(
  engine: SqlEngine,
  table: SampleTable,
  plan: ScoringPlan,
  statistics: CorpusStatistics,
  signal: AbortSignal | undefined,
): Promise<WholeFigures> {
  const scored = await scoreSample(engine, table, plan, signal);
  return {
    mixture: await previewMixture(engine, scored, statistics, signal),
    boundary: await previewBoundary(engine, scored, statistics, signal),
  };
}

/**
 * Counts by bin and domain of a table of which each row stands for itself; the ends of a cell are those of its bin.
 * @param unit see `documentUnit`: one sum takes a quarter less time than a sum and a count
 */
async function countBins(
  engine: SqlEngine,
  scored: string,
  bins: Bins,
  unit: number | null,
  signal: AbortSignal | undefined,
): Promise<Cell[]> {
  const sums =
    unit === null ? `count(*) AS rows, sum(tokens) AS sum` : `sum(tokens + ${doubleSql(unit)}) AS sum`;
  const rows = await engine.query(
    `SELECT bin, domain, ${sums} ` +
      `FROM (SELECT ${binSql("score", bins)} AS bin, domain, tokens FROM ${scored}) AS binned GROUP BY bin, domain`,
    signal,
  );
  const width = (bins.high - bins.low) / bins.count;
  return rows
    .filter((row) => row["bin"] !== null)
    .map((row) => {
      const [bin, sum] = [rowNumber(row, "bin"), rowNumber(row, "sum")];
      const [lowest, highest] = [bins.low + bin * width, bins.low + (bin + 1) * width];
      const count = unit === null ? rowNumber(row, "rows") : Math.floor(sum / unit);
      const tokens = unit === null ? sum : sum - count * unit;
      const domain = rowNumber(row, "domain");
      return { bin, domain, rows: count, documents: count, tokens, lowest, highest };
    });
}

/** The cells with the lowest and highest score in them, where they are known. */
function withEnds(cells: readonly Cell[], known: readonly Cell[]): Cell[] {
  const key = ({ bin, domain }: Cell): number => domain * VISIBLE_BINS + bin;
  const ends = new Map(known.map((cell) => [key(cell), cell]));
  return cells.map((cell) => ({ ...cell, ...pickEnds(ends.get(key(cell)) ?? cell) }));
}

const pickEnds = ({ lowest, highest }: Cell): Pick<Cell, "lowest" | "highest"> => ({ lowest, highest });
