import type { SqlEngine } from "@/core/engine";
import { exactScores } from "@/core/preview/exact-scores";
import { movedBins, movedSql, type Grabbed } from "@/core/preview/grabbed";
import { movedCuts } from "@/core/preview/moved-cuts";
import { previewBoundary } from "@/core/preview/preview-boundary";
import { mixtureOf, previewMixture } from "@/core/preview/preview-mixture";
import type { BoundaryFigures, MixtureFigures } from "@/core/preview/preview";
import type { SampleTable } from "@/core/preview/sample-table";
import { scoreSample } from "@/core/preview/score-sample";
import { decisiveRows, settleCuts } from "@/core/preview/settle-cuts";
import { rowNumber } from "@/core/row-number";
import type { ScoringPlan } from "@/core/scoring/plan";
import { binSql, type Bins, type Cell } from "@/core/selection/score-histogram";
import { doubleSql } from "@/core/sql-number";
import type { CorpusStatistics } from "@/core/statistics";

/** Counted over all documents. */
export interface WholeFigures {
  readonly mixture: MixtureFigures;
  readonly boundary: BoundaryFigures;
}

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
  const read = plan.bounds === null ? movedCuts(grabbed, plan, counted) : null;
  if (read === null) return slowFigures(engine, table, plan, statistics, signal);
  const ordinals = decisiveRows(read).map(({ ordinal }) => ordinal);
  const exact = await exactScores(engine, table.name, plan, ordinals, signal);
  const tolerance = TOLERANCE * (Math.abs(plan.low) + Math.abs(plan.high));
  const settled = settleCuts(read, exact, tolerance, statistics);
  if (settled === null) return slowFigures(engine, table, plan, statistics, signal);
  const { cuts, ...boundary } = settled;
  const sample = { table, plan, bins: movedBins(grabbed, plan), cells: counted, cuts };
  return { mixture: mixtureOf(sample, statistics, null), boundary };
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
