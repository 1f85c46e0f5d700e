import type { SqlEngine } from "@/core/engine";
import type { RaterFigures } from "@/core/preview/preview";
import { rankBinSql, valueBinSql } from "@/core/preview/rater-bins";
import type { SampleTable } from "@/core/preview/sample-table";
import type { ScoredSample } from "@/core/preview/score-sample";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { rowNumber } from "@/core/row-number";
import { selectedSql } from "@/core/selection/selected-sql";
import { RATER_BINS, type CorpusStatistics } from "@/core/statistics";

/** Share of tokens by bin of rank, for each rater that is on. */
export type RaterHistograms = ReadonlyMap<RaterId, readonly number[]>;

/** A table beside a score table with the bin of each rater, and what it says of all documents. */
export interface RaterBins {
  readonly table: string;
  readonly all: RaterHistograms;
}

const PICKED = "picked_bins";

/** Bins every rater once, in about ten times the time of a refresh; does not depend on the recipe. */
export async function binRaters(
  engine: SqlEngine,
  table: SampleTable,
  statistics: CorpusStatistics,
  signal?: AbortSignal,
): Promise<RaterBins> {
  const raters = ratersOn(statistics);
  const name = `${table.name}_bins`;
  await engine.query(
    `CREATE OR REPLACE TEMP TABLE ${name} AS ` +
      `SELECT ordinal, tokens::DOUBLE / inclusion::DOUBLE AS tokens, ${binColumns(raters, table, statistics)} FROM ${table.name}`,
    signal,
  );
  return { table: name, all: await histogramsOf(engine, name, raters, signal) };
}

/** The selected documents against all, rater by rater. */
export async function previewRaters(
  engine: SqlEngine,
  sample: ScoredSample,
  bins: RaterBins,
  signal?: AbortSignal,
): Promise<RaterFigures[]> {
  await pick(engine, sample, bins.table, signal);
  return figuresOf(bins.all, await histogramsOf(engine, PICKED, [...bins.all.keys()], signal));
}

/**
 * The same without a table of bins, for one recipe on the server, whose table holds the ranks.
 * @param known shares of all documents, where an earlier recipe of the same corpus has found them
 */
export async function exactRaters(
  engine: SqlEngine,
  sample: ScoredSample,
  statistics: CorpusStatistics,
  known: RaterHistograms | null,
  signal?: AbortSignal,
): Promise<RaterFigures[]> {
  const raters = ratersOn(statistics);
  const binned = `(SELECT ordinal, tokens::DOUBLE / inclusion::DOUBLE AS tokens, ${binColumns(raters, sample.table, statistics)} FROM ${sample.table.name})`;
  const all = known ?? (await histogramsOf(engine, binned, raters, signal));
  await pick(engine, sample, binned, signal);
  return figuresOf(all, await histogramsOf(engine, PICKED, raters, signal));
}

/** Keeps the bins of the selected documents. */
const pick = async (
  engine: SqlEngine,
  { cuts, scored }: ScoredSample,
  binned: string,
  signal: AbortSignal | undefined,
): Promise<void> => {
  await engine.query(
    `CREATE OR REPLACE TEMP TABLE ${PICKED} AS SELECT binned.* FROM ${binned} AS binned ` +
      `SEMI JOIN (SELECT ordinal FROM ${scored} WHERE ${selectedSql(cuts)}) AS selected USING (ordinal)`,
    signal,
  );
};

function figuresOf(all: RaterHistograms, selected: RaterHistograms): RaterFigures[] {
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

const ratersOn = (statistics: CorpusStatistics): RaterId[] =>
  RATER_IDS.filter((rater) => statistics.raters[rater] !== null);

const binColumns = (raters: readonly RaterId[], table: SampleTable, statistics: CorpusStatistics): string =>
  raters
    .map((rater) => `CAST(${binSql(rater, table, statistics)} AS UTINYINT) AS ${binColumn(rater)}`)
    .join(", ");

const binColumn = (rater: RaterId): string => `${rater}_bin`;

async function histogramsOf(
  engine: SqlEngine,
  table: string,
  raters: readonly RaterId[],
  signal: AbortSignal | undefined,
): Promise<RaterHistograms> {
  if (raters.length === 0) return new Map();
  const parts = raters.map((rater, place) => {
    const bin = binColumn(rater);
    return `SELECT ${String(place)} AS place, ${bin} AS bin, sum(tokens) AS tokens FROM ${table} WHERE ${bin} IS NOT NULL GROUP BY ${bin}`;
  });
  const rows = await engine.query(parts.join(" UNION ALL "), signal);
  const tokens = raters.map(() => new Array<number>(RATER_BINS).fill(0));
  for (const row of rows) {
    const own = tokens[rowNumber(row, "place")];
    if (own !== undefined) own[rowNumber(row, "bin")] = rowNumber(row, "tokens");
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
