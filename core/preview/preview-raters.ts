import type { SqlEngine } from "@/core/engine";
import type { RaterFigures } from "@/core/preview/preview";
import { rankBinSql, valueBinSql } from "@/core/preview/rater-bins";
import type { SampleTable, ScoredSample } from "@/core/preview/score-sample";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { rowNumber } from "@/core/row-number";
import { selectedSql } from "@/core/selection/selected-sql";
import { RATER_BINS, type CorpusStatistics } from "@/core/statistics";

/** Share of tokens by bin of rank, for each rater that is on. */
export type RaterHistograms = ReadonlyMap<RaterId, readonly number[]>;

/** All documents of a sample; does not depend on the recipe. */
export const allRaterHistograms = (
  engine: SqlEngine,
  table: SampleTable,
  statistics: CorpusStatistics,
  signal?: AbortSignal,
): Promise<RaterHistograms> => raterHistograms(engine, table, "TRUE", statistics, signal);

/** The selected documents against all, rater by rater. */
export async function previewRaters(
  engine: SqlEngine,
  sample: ScoredSample,
  all: RaterHistograms,
  statistics: CorpusStatistics,
  signal?: AbortSignal,
): Promise<RaterFigures[]> {
  const where = `ordinal IN (SELECT ordinal FROM ${sample.scored} WHERE ${selectedSql(sample.plan, sample.cuts)})`;
  const selected = await raterHistograms(engine, sample.table, where, statistics, signal);
  return [...all].map(([rater, shares]) => {
    const own = selected.get(rater) ?? [];
    const [before, after] = [medianOf(shares), medianOf(own)];
    return {
      rater,
      all: shares,
      selected: own,
      medianShift: before === null || after === null ? null : after - before,
    };
  });
}

async function raterHistograms(
  engine: SqlEngine,
  table: SampleTable,
  where: string,
  statistics: CorpusStatistics,
  signal: AbortSignal | undefined,
): Promise<RaterHistograms> {
  const raters = RATER_IDS.filter((rater) => statistics.raters[rater] !== null);
  const keys = raters.map((rater, place) => {
    const bin = binSql(rater, table, statistics);
    return `CAST(${String(place * RATER_BINS)} + ${bin} AS USMALLINT)`;
  });
  const rows = await engine.query(
    `SELECT key, sum(tokens) AS tokens FROM (SELECT unnest([${keys.join(", ")}]) AS key, ` +
      `tokens::DOUBLE / inclusion::DOUBLE AS tokens FROM ${table.name} WHERE ${where}) AS binned ` +
      `WHERE key IS NOT NULL GROUP BY key`,
    signal,
  );
  const tokens = raters.map(() => new Array<number>(RATER_BINS).fill(0));
  for (const row of rows) {
    const key = rowNumber(row, "key");
    const bins = tokens[Math.floor(key / RATER_BINS)];
    if (bins !== undefined) bins[key % RATER_BINS] = rowNumber(row, "tokens");
  }
  return new Map(raters.map((rater, place) => [rater, sharesOf(tokens[place] ?? [])]));
}

function binSql(rater: RaterId, table: SampleTable, statistics: CorpusStatistics): string {
  const found = statistics.raters[rater];
  return table.kind === "ranks" || found === null ? rankBinSql(rater) : valueBinSql(rater, found.value);
}

function sharesOf(tokens: readonly number[]): number[] {
  const total = tokens.reduce((sum, part) => sum + part, 0);
  return tokens.map((part) => (total === 0 ? 0 : part / total));
}

/** Median in ranks, within its bin by proportion; null for an empty histogram. */
function medianOf(shares: readonly number[]): number | null {
  let below = 0;
  for (const [bin, share] of shares.entries()) {
    if (share > 0 && below + share >= 0.5) return (bin + (0.5 - below) / share) / RATER_BINS;
    below += share;
  }
  return null;
}
