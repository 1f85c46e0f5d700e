import type { SqlEngine } from "@/core/engine";
import { movedBins, movedSql, type Grabbed } from "@/core/preview/grabbed";
import { movedCuts } from "@/core/preview/moved-cuts";
import type { Boundary, BoundaryFigures, MixtureFigures } from "@/core/preview/preview";
import { isCounted, mixtureOf } from "@/core/preview/preview-mixture";
import type { ReadCut } from "@/core/preview/read-cuts";
import { isWeighted } from "@/core/preview/score-keys";
import type { ScoredSample } from "@/core/preview/score-sample";
import { momentsOfSelected } from "@/core/preview/selected-moments";
import { SHOWN } from "@/core/preview/settle-cuts";
import { rowNumber } from "@/core/row-number";
import type { ScoringPlan } from "@/core/scoring/plan";
import { binSql, type Bins, type Cell } from "@/core/selection/score-histogram";
import type { CorpusStatistics } from "@/core/statistics";

/** Figures of a weight under the hand. */
export interface DraggedFigures {
  readonly sample: ScoredSample;
  readonly mixture: MixtureFigures;
  readonly boundary: BoundaryFigures;
}

/**
 * The figures of a plan by what is grabbed, in one question: counts by bin and domain. The rows around the cuts,
 * and what intervals are made of, are found in what the grab read. Null for what this cannot tell: bounds of domains, and too many rows around a cut.
 */
export async function draggedFigures(
  engine: SqlEngine,
  grabbed: Grabbed,
  plan: ScoringPlan,
  statistics: CorpusStatistics,
  signal?: AbortSignal,
): Promise<DraggedFigures | null> {
  const { table } = grabbed;
  const counted = isCounted(table, statistics);
  if (plan.bounds !== null || (!counted && !isWeighted(table))) return null;
  const bins = movedBins(grabbed, plan);
  const moved = movedSql(grabbed, plan);
  const cells = await countCells(engine, moved, bins, signal);
  const read = movedCuts(grabbed, plan, cells);
  if (read === null) return null;
  const cuts = read.map(({ cut }) => cut);
  const sample: ScoredSample = {
    table,
    plan,
    scored: `(FROM ${moved} WHERE score IS NOT NULL)`,
    bins,
    cells,
    cuts,
  };
  const ground =
    counted || table.size === undefined
      ? null
      : { size: table.size, selected: momentsOfSelected(grabbed, plan, read) };
  return {
    sample,
    mixture: mixtureOf(sample, statistics, ground),
    boundary: boundaryOf(read, statistics),
  };
}

/** The ends of a cell are those of its bin. */
async function countCells(
  engine: SqlEngine,
  moved: string,
  bins: Bins,
  signal: AbortSignal | undefined,
): Promise<Cell[]> {
  const rows = await engine.query(
    `SELECT bin, domain, count(*) AS rows, sum(documents) AS documents, sum(tokens) AS tokens ` +
      `FROM (SELECT *, ${binSql("score", bins)} AS bin FROM ${moved}) AS binned GROUP BY bin, domain`,
    signal,
  );
  const width = (bins.high - bins.low) / bins.count;
  return rows
    .filter((row) => row["bin"] !== null)
    .map((row) => {
      const bin = rowNumber(row, "bin");
      return {
        bin,
        domain: rowNumber(row, "domain"),
        rows: rowNumber(row, "rows"),
        documents: rowNumber(row, "documents"),
        tokens: rowNumber(row, "tokens"),
        lowest: bins.low + bin * width,
        highest: bins.low + (bin + 1) * width,
      };
    });
}

function boundaryOf(read: readonly ReadCut[], statistics: CorpusStatistics): BoundaryFigures {
  const side = (kind: "above" | "below"): Boundary[] =>
    read.flatMap(({ cut: { threshold }, [kind]: rows }) =>
      threshold === null
        ? []
        : rows.slice(0, SHOWN).map((row) => ({
            ordinal: row.ordinal,
            domain: statistics.domains[row.domain]?.domain ?? "",
            tokens: Math.round(row.tokens / row.documents),
            score: row.score + 0,
            margin: row.score - threshold + 0,
          })),
    );
  return {
    justIn: side("above")
      .sort((a, b) => a.margin - b.margin || b.ordinal - a.ordinal)
      .slice(0, SHOWN),
    justOut: side("below")
      .sort((a, b) => b.margin - a.margin || a.ordinal - b.ordinal)
      .slice(0, SHOWN),
  };
}
