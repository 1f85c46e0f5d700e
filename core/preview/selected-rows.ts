import type { SqlEngine, SqlRow } from "@/core/engine";
import type { SampleSize } from "@/core/preview/estimate";
import { momentSums, selectedMoments, type MomentSums } from "@/core/preview/moments-sql";
import type { SelectedByDomain } from "@/core/preview/sample-errors";
import type { ScoredSample } from "@/core/preview/score-sample";
import { rowNumber } from "@/core/row-number";
import { selectedSql } from "@/core/selection/selected-sql";

/** Of a whole table, whatever is selected from it. */
export async function sampleSize(
  engine: SqlEngine,
  table: string,
  signal?: AbortSignal,
): Promise<SampleSize> {
  const [row] = await engine.query(
    `SELECT count(*) AS rows, coalesce(sum('1'::DOUBLE - inclusion::DOUBLE), 0) AS weight FROM ${table} WHERE inclusion < 1`,
    signal,
  );
  return row === undefined
    ? { rows: 0, weight: 0 }
    : { rows: rowNumber(row, "rows"), weight: rowNumber(row, "weight") };
}

/** What the selected rows of each domain say about its totals, asked of the rows. */
export async function selectedRows(
  engine: SqlEngine,
  { scored, cuts }: Pick<ScoredSample, "scored" | "cuts">,
  signal?: AbortSignal,
): Promise<SelectedByDomain> {
  const rows = await engine.query(
    `SELECT domain, sum(tokens) AS tokens, ${momentSums()} FROM ${scored} AS scored ` +
      `WHERE ${selectedSql(cuts)} GROUP BY domain`,
    signal,
  );
  return new Map(rows.map((row) => [rowNumber(row, "domain"), selectedMoments(momentsIn(row))]));
}

/** Sums as a query hands them over. */
function momentsIn(row: SqlRow): MomentSums {
  const of = (name: keyof MomentSums): number => rowNumber(row, name);
  return {
    sampled: of("sampled"),
    w: of("w"),
    y: of("y"),
    ww: of("ww"),
    wy: of("wy"),
    yy: of("yy"),
    fourth: of("fourth"),
    tokens: of("tokens"),
    square: of("square"),
  };
}
