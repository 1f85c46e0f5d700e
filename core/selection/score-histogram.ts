import type { SqlEngine } from "@/core/engine";
import { rowNumber } from "@/core/row-number";
import { doubleSql } from "@/core/sql-number";

/** Equally wide bins: ⌊(key − low)·scale⌋ in floating point, which is monotone in the key. */
export interface Bins {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** Keys outside [low, high] go to the outer bins; without it such a key is an error of the engine. */
  readonly clamped: boolean;
}

/** Rows of one bin and one domain. */
export interface Cell {
  readonly bin: number;
  readonly domain: number;
  readonly rows: number;
  readonly documents: number;
  readonly tokens: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Keeps the highest key out of the bin after the last. */
const INSIDE = 1 - 1e-12;

const scaleOf = ({ low, high, count }: Bins): number =>
  Math.min((count / (high - low)) * INSIDE, Number.MAX_VALUE);

/** Number of the bin of a key expression, in the narrowest type: DuckDB groups one byte by plain indexing. */
export function binSql(key: string, bins: Bins): string {
  const scale = scaleOf(bins);
  const place = bins.clamped
    ? clampedSql(key, bins, scale)
    : `(${key} - ${doubleSql(bins.low)}) * ${doubleSql(scale)}`;
  return `CAST(floor(${place}) AS ${bins.count <= 256 ? "UTINYINT" : "USMALLINT"})`;
}

/** The twin of `binSql`, to the last bit. */
export function binner(bins: Bins): (key: number) => number {
  const { low, count } = bins;
  const scale = scaleOf(bins);
  if (!bins.clamped) return (key) => Math.floor((key - low) * scale);
  const half = scale / 2;
  const [first, last] = [low * half + RIM / 2, low * half + (count - RIM) / 2];
  return (key) => Math.floor(Math.abs(key * half - first) - Math.abs(key * half - last) + count / 2);
}

/** Share of a bin that keeps a clamped place off the outer edges, where rounding could carry it across. */
const RIM = 1e-3;

/**
 * The place x of a key, held within [a, b] as (|x − a| − |x − b| + a + b)/2: DuckDB's `least` and `greatest` cost ten
 * times as much.
 */
function clampedSql(key: string, { low, count }: Bins, scale: number): string {
  const half = scale / 2;
  const from = (place: number): string =>
    `abs(${key} * ${doubleSql(half)} - ${doubleSql(low * half + place / 2)})`;
  return `(${from(RIM)} - ${from(count - RIM)} + ${doubleSql(count / 2)})`;
}

/** Counts scored rows (see `scoredSql`) by bin of a key and by domain. */
export async function scoreHistogram(
  engine: SqlEngine,
  query: { readonly scored: string; readonly key: string; readonly bins: Bins; readonly where?: string },
  signal?: AbortSignal,
): Promise<Cell[]> {
  const rows = await engine.query(
    `SELECT bin, domain, count(*) AS count, sum(documents) AS documents, sum(tokens) AS tokens, ` +
      `min(key) AS lowest, max(key) AS highest ` +
      `FROM (SELECT ${binSql("key", query.bins)} AS bin, domain, documents, tokens, key ` +
      `FROM (SELECT *, ${query.key} AS key FROM ${query.scored} AS scored WHERE ${query.where ?? "TRUE"}) AS keyed) AS binned ` +
      `GROUP BY bin, domain`,
    signal,
  );
  return rows.map((row) => ({
    bin: rowNumber(row, "bin"),
    domain: rowNumber(row, "domain"),
    rows: rowNumber(row, "count"),
    documents: rowNumber(row, "documents"),
    tokens: rowNumber(row, "tokens"),
    lowest: rowNumber(row, "lowest"),
    highest: rowNumber(row, "highest"),
  }));
}
