import type { ColumnStatistics } from "@/core/statistics";
import { QUANTILES } from "@/core/statistics";
import type { DuckDb } from "@/server/duckdb/engine";
import { float64Column } from "@/server/duckdb/raw-column";
import { allOf } from "@/server/services/corpus/importing/all-of";

/**
 * Statistics of numeric columns of a relation, null for a column without a value. Equal rows in equal order give
 * equal bits: sums run on one thread.
 * @param beside another connection to the database of `engine`, which sorts every other column
 */
export async function columnStatistics(
  engine: DuckDb,
  beside: DuckDb,
  relation: string,
  columns: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, ColumnStatistics | null>> {
  const moments = columns.map(
    (name) =>
      `count(${name}) AS ${name}_n, min(${name})::DOUBLE AS ${name}_min, max(${name})::DOUBLE AS ${name}_max, avg(${name}::DOUBLE) AS ${name}_mean, stddev_pop(${name}::DOUBLE) AS ${name}_sd`,
  );
  await engine.run("SET threads = 1", signal);
  const [row] = await engine.query(
    `SELECT count(*) AS documents, ${moments.join(", ")} FROM ${relation}`,
    signal,
  );
  await engine.run("RESET threads", signal);
  const ofColumn = async (name: string, index: number): Promise<ColumnStatistics | null> => {
    const figure = (what: string): number => Number(row?.[`${name}_${what}`]);
    const n = figure("n");
    if (n === 0) return null;
    return {
      n,
      missing: Number(row?.["documents"]) - n,
      min: figure("min"),
      max: figure("max"),
      mean: figure("mean"),
      sd: figure("sd"),
      quantiles: await quantilesOf(index % 2 === 0 ? engine : beside, relation, name, n, signal),
    };
  };
  const found = await allOf(columns.map(ofColumn));
  return new Map(columns.map((name, index) => [name, found[index] ?? null]));
}

/**
 * The `QUANTILES` quantiles of a column with n values, as DuckDB's `quantile_cont` interpolates them. One sort per
 * column that may spill: `quantile_cont` with 4,097 positions takes 500 times as long (45 s against 0.09 s for 1M rows).
 */
async function quantilesOf(
  engine: DuckDb,
  relation: string,
  name: string,
  n: number,
  signal: AbortSignal,
): Promise<number[]> {
  const found = new Map<number, number>();
  const position = `(${String(n - 1)}::DOUBLE * (k / ${String(QUANTILES - 1)}::DOUBLE))`;
  await engine.gather(
    `SELECT i::DOUBLE, x FROM (SELECT x, row_number() OVER () - 1 AS i FROM (SELECT ${name}::DOUBLE AS x FROM ${relation} WHERE ${name} IS NOT NULL ORDER BY x))
     SEMI JOIN (SELECT unnest([floor(${position}), ceil(${position})])::BIGINT AS i FROM range(${String(QUANTILES)}) AS steps(k)) USING (i)`,
    (chunk) => {
      const values = float64Column(chunk, 1);
      float64Column(chunk, 0).forEach((index, row) => found.set(index, values[row] ?? Number.NaN));
    },
    signal,
  );
  const at = (index: number): number => found.get(index) ?? Number.NaN;
  return Array.from({ length: QUANTILES }, (_, k) => {
    const place = (n - 1) * (k / (QUANTILES - 1));
    const below = at(Math.floor(place));
    return below + (place - Math.floor(place)) * (at(Math.ceil(place)) - below);
  });
}
