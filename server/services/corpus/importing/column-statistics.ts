import type { ColumnStatistics } from "@/core/statistics";
import { QUANTILES } from "@/core/statistics";
import type { DuckDb } from "@/server/duckdb/engine";

/**
 * Statistics of numeric columns of a relation, null for a column without a value. Equal rows in equal order give
 * equal bits: sums run on one thread.
 */
export async function columnStatistics(
  engine: DuckDb,
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
  const found = new Map<string, ColumnStatistics | null>();
  for (const name of columns) {
    const figure = (what: string): number => Number(row?.[`${name}_${what}`]);
    const n = figure("n");
    const statistics = async (): Promise<ColumnStatistics> => ({
      n,
      missing: Number(row?.["documents"]) - n,
      min: figure("min"),
      max: figure("max"),
      mean: figure("mean"),
      sd: figure("sd"),
      quantiles: await quantilesOf(engine, relation, name, n, signal),
    });
    found.set(name, n === 0 ? null : await statistics());
  }
  return found;
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
  const positions = Array.from({ length: QUANTILES }, (_, k) => (n - 1) * (k / (QUANTILES - 1)));
  const needed = [...new Set(positions.flatMap((position) => [Math.floor(position), Math.ceil(position)]))];
  const rows = await engine.query(
    `SELECT i, x FROM (SELECT x, row_number() OVER () - 1 AS i FROM (SELECT ${name}::DOUBLE AS x FROM ${relation} WHERE ${name} IS NOT NULL ORDER BY x))
     SEMI JOIN (SELECT unnest([${needed.join(", ")}]::BIGINT[]) AS i) USING (i)`,
    signal,
  );
  const values = new Map(rows.map((row) => [Number(row["i"]), Number(row["x"])]));
  const at = (index: number): number => values.get(index) ?? Number.NaN;
  return positions.map((position) => {
    const below = at(Math.floor(position));
    return below + (position - Math.floor(position)) * (at(Math.ceil(position)) - below);
  });
}
