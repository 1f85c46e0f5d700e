import type { RaterId } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import { rankOf } from "@/core/scoring/normalise";
import { doubleSql } from "@/core/sql-number";
import { RATER_BINS, type ColumnStatistics } from "@/core/statistics";

/** Where a bin begins: at the value, or just above it where a common value's rank falls below the edge. */
interface Edge {
  readonly value: number;
  readonly includes: boolean;
}

/** Number of the bin ⌊rank·RATER_BINS⌋ of a rater, from its rank; NULL for a missing value, which `least` would skip. */
export function rankBinSql(rater: RaterId): string {
  const column = raterColumn(rater, "rank");
  const bin = `least(${String(RATER_BINS - 1)}, floor(${column} * ${String(RATER_BINS)}))`;
  return `CASE WHEN ${column} IS NOT NULL THEN ${bin} END`;
}

/** The same from the value, by comparison with the frozen quantiles; NULL for a missing value. */
export function valueBinSql(rater: RaterId, { quantiles }: ColumnStatistics): string {
  const column = raterColumn(rater, "value");
  const edges = Array.from({ length: RATER_BINS - 1 }, (_, index) =>
    edgeAt(quantiles, (index + 1) / RATER_BINS),
  );
  const search = (first: number, last: number): string => {
    if (first === last) return String(first);
    const middle = (first + last + 1) >>> 1;
    const edge = edges[middle - 1];
    if (edge === undefined) return String(first);
    const above = `${column}::DOUBLE ${edge.includes ? ">=" : ">"} ${doubleSql(edge.value)}`;
    return `CASE WHEN ${above} THEN ${search(middle, last)} ELSE ${search(first, middle - 1)} END`;
  };
  return `CASE WHEN ${column} IS NOT NULL THEN ${search(0, RATER_BINS - 1)} END`;
}

/** The least value whose rank reaches the share. */
function edgeAt(quantiles: readonly number[], share: number): Edge {
  const value = quantiles[Math.round(share * (quantiles.length - 1))] ?? Number.MAX_VALUE;
  return { value, includes: rankOf(quantiles, value) >= share };
}
