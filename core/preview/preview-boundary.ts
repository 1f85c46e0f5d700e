import type { SqlEngine, SqlRow } from "@/core/engine";
import type { Boundary, BoundaryFigures } from "@/core/preview/preview";
import type { ScoredSample } from "@/core/preview/score-sample";
import { rowNumber } from "@/core/row-number";
import { decidesSql, selectedSql } from "@/core/selection/selected-sql";
import { doubleSql } from "@/core/sql-number";
import type { CorpusStatistics } from "@/core/statistics";

const SHOWN = 8;

/** The documents whose score is closest to their threshold, on both sides. */
export async function previewBoundary(
  engine: SqlEngine,
  sample: ScoredSample,
  statistics: CorpusStatistics,
  signal?: AbortSignal,
): Promise<BoundaryFigures> {
  const margin = marginSql(sample);
  if (margin === null) return { justIn: [], justOut: [] };
  const selected = selectedSql(sample.cuts);
  const nearest = async (where: string, order: string): Promise<Boundary[]> => {
    const rows = await engine.query(
      `SELECT ordinal, domain, tokens / documents AS own_tokens, score, margin ` +
        `FROM (SELECT *, ${margin} AS margin FROM ${sample.scored}) AS placed ` +
        `WHERE margin IS NOT NULL AND ${where} ORDER BY ${order} LIMIT ${String(SHOWN)}`,
      signal,
    );
    return rows.map((row) => boundaryOf(row, statistics));
  };
  return {
    justIn: await nearest(selected, "margin, ordinal DESC"),
    justOut: await nearest(`NOT ${selected}`, "margin DESC, ordinal"),
  };
}

/** Score minus the threshold of the row's pool; NULL for a row without one. Null when no pool has a threshold. */
function marginSql({ cuts }: ScoredSample): string | null {
  const branches = cuts.flatMap((cut) =>
    cut.threshold === null ? [] : [`WHEN ${decidesSql(cut)} THEN score - ${doubleSql(cut.threshold)}`],
  );
  return branches.length === 0 ? null : `CASE ${branches.join(" ")} END`;
}

/** Adding 0 turns −0 into 0. */
const boundaryOf = (row: SqlRow, statistics: CorpusStatistics): Boundary => ({
  ordinal: rowNumber(row, "ordinal"),
  domain: statistics.domains[rowNumber(row, "domain")]?.domain ?? "",
  tokens: Math.round(rowNumber(row, "own_tokens")),
  score: rowNumber(row, "score") + 0,
  margin: rowNumber(row, "margin") + 0,
});
