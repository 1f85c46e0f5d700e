import type { SqlEngine } from "@/core/engine";
import { rowNumber } from "@/core/row-number";
import type { Pool } from "@/core/scoring/pools";
import { scoreHistogram, type Bins, type Cell } from "@/core/selection/score-histogram";
import { Tally, takeBins, type DomainCount } from "@/core/selection/tally";
import { doubleSql } from "@/core/sql-number";

/** Where a document stands in the ranking. */
export interface RankPlace {
  readonly score: number;
  readonly ordinal: number;
}

/** Where the ranking of one pool ends. */
export interface PoolCut {
  /** Codes of the domains it decides about; null for all. */
  readonly domains: readonly number[] | null;
  /** What ends it: the budget, the quota of a domain, or the least or the most that a domain may have. */
  readonly rule: "budget" | "quota" | "min" | "max";
  /** The first document in the ranking that stays out; null when all of the pool are in. */
  readonly firstOut: RankPlace | null;
  /** Score of the last document in; null when none is. */
  readonly threshold: number | null;
  readonly documents: number;
  readonly tokens: number;
  readonly byDomain: readonly DomainCount[];
  /** The bin of the first pass in which the cut lies, and the tokens of it that are in; null when all are in. */
  readonly cutBin: { readonly bin: number; readonly tokens: number } | null;
}

/** Scored rows (see `scoredSql`) with their counts by bin of the score and by domain. */
export interface BinnedRanking {
  /** Name of a table, or a query in parentheses. */
  readonly scored: string;
  readonly bins: Bins;
  readonly cells: readonly Cell[];
}

export interface CutOptions {
  /** Bins of the first pass, at most 65,536. */
  readonly bins: number;
  /** Documents read at once to find a cut; a fuller bin is split again. Bounds the memory. */
  readonly walkRows?: number;
  readonly signal?: AbortSignal;
}

const WALK_ROWS = 50_000;
/** Ordinals are 32-bit. */
const ORDINALS = 2 ** 32;

/**
 * Finds the longest prefix of each pool (score descending, then ordinal) whose tokens fit its quota, from the counts by
 * bin of the score and by domain: reads the documents of the bins that hold the cuts. A row stands for 1/inclusion
 * documents. The pools share no domain.
 */
export async function cutPools(
  engine: SqlEngine,
  scored: string,
  pools: readonly Pool[],
  cells: readonly Cell[],
  options: CutOptions,
): Promise<PoolCut[]> {
  const walkRows = options.walkRows ?? WALK_ROWS;
  const searches = pools.map((pool) => startSearch(pool, cells));
  for (const search of searches) {
    while (search.range !== null && search.range.rows > walkRows)
      await refine(engine, scored, search, options);
  }
  await walk(engine, scored, searches, options.signal);
  return searches.map(({ pool: { domains }, tally, firstOut, bin, before }) => ({
    domains,
    rule: domains === null ? "budget" : "quota",
    firstOut,
    // Adding 0 turns −0, the score of a turned mean, into 0.
    threshold: tally.threshold === null ? null : tally.threshold + 0,
    documents: tally.documents,
    tokens: tally.tokens,
    byDomain: tally.byDomain(),
    cutBin: bin === null ? null : { bin, tokens: tally.tokens - before },
  }));
}

/** Documents among which a cut lies: an interval of scores or, where one score is too common, of ordinals. */
interface Range {
  readonly rows: number;
  readonly score: readonly [lowest: number, highest: number];
  readonly ordinal: readonly [first: number, last: number] | null;
}

interface Search {
  readonly pool: Pool;
  readonly tally: Tally;
  /** Cut bin of the first pass and the tokens above it. */
  readonly bin: number | null;
  readonly before: number;
  range: Range | null;
  firstOut: PoolCut["firstOut"];
}

function startSearch(pool: Pool, all: readonly Cell[]): Search {
  const { domains } = pool;
  const cells = domains === null ? all : all.filter((cell) => domains.includes(cell.domain));
  const tally = new Tally(pool.quota);
  const cut = takeBins(tally, cells, (lowest) => lowest);
  const range = cut === null ? null : scoreRange(cut);
  return { pool, tally, bin: cut?.[0]?.bin ?? null, before: tally.tokens, range, firstOut: null };
}

const rowsOf = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.rows, 0);
const lowestOf = (cells: readonly Cell[]): number => Math.min(...cells.map((cell) => cell.lowest));
const highestOf = (cells: readonly Cell[]): number => Math.max(...cells.map((cell) => cell.highest));

const scoreRange = (cells: readonly Cell[]): Range => ({
  rows: rowsOf(cells),
  score: [lowestOf(cells), highestOf(cells)],
  ordinal: null,
});

/** Splits the range of a cut into bins once more and keeps the one that does not fit. */
async function refine(engine: SqlEngine, scored: string, search: Search, options: CutOptions): Promise<void> {
  const { range, tally } = search;
  if (range === null) return;
  const [lowest, highest] = range.score;
  const byScore = lowest < highest;
  // Ascending ordinals are descending keys, so that bins are taken from the highest down in either case.
  const [first, last] = range.ordinal ?? [0, ORDINALS];
  const bins: Bins = byScore
    ? { low: lowest, high: highest, count: options.bins, clamped: false }
    : { low: -last, high: -first, count: options.bins, clamped: false };
  const cells = await scoreHistogram(
    engine,
    { scored, key: byScore ? "score" : "-ordinal::DOUBLE", bins, where: rangeSql(search) },
    options.signal,
  );
  const cut = takeBins(tally, cells, (key) => (byScore ? key : lowest));
  if (cut === null) search.range = { ...range, rows: 0 };
  else if (byScore) search.range = scoreRange(cut);
  else
    search.range = {
      rows: rowsOf(cut),
      score: range.score,
      ordinal: [-highestOf(cut), -lowestOf(cut)],
    };
}

function rangeSql({ pool, range }: Search): string {
  if (range === null) return "FALSE";
  const [lowest, highest] = range.score;
  const parts = [`score >= ${doubleSql(lowest)}`, `score <= ${doubleSql(highest)}`];
  if (range.ordinal !== null)
    parts.push(`ordinal >= ${String(range.ordinal[0])}`, `ordinal <= ${String(range.ordinal[1])}`);
  if (pool.domains !== null) parts.push(`domain IN (${pool.domains.join(", ")})`);
  return `(${parts.join(" AND ")})`;
}

/** Reads the documents of all remaining ranges in order and stops each pool at the first that does not fit. */
async function walk(
  engine: SqlEngine,
  scored: string,
  searches: readonly Search[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const open = searches.filter((search) => search.range !== null);
  if (open.length === 0) return;
  const rows = await engine.query(
    `SELECT ordinal, domain, documents, tokens, score FROM ${scored} AS scored ` +
      `WHERE ${open.map(rangeSql).join(" OR ")} ORDER BY score DESC, ordinal`,
    signal,
  );
  const byDomain = new Map(
    open.flatMap((search) => (search.pool.domains ?? []).map((code) => [code, search])),
  );
  const global = open.find((search) => search.pool.domains === null);
  const last = new Map<Search, NonNullable<PoolCut["firstOut"]>>();
  for (const row of rows) {
    const domain = rowNumber(row, "domain");
    const search = global ?? byDomain.get(domain);
    if (search === undefined || search.firstOut !== null) continue;
    const tokens = rowNumber(row, "tokens");
    const place = { score: rowNumber(row, "score"), ordinal: rowNumber(row, "ordinal") };
    if (search.tally.fits(tokens)) {
      search.tally.add(domain, rowNumber(row, "documents"), tokens, place.score);
      search.tally.threshold = place.score;
      last.set(search, place);
    } else search.firstOut = place;
  }
  // Sums of a sample's fractions depend on their order by a rounding: then the last of the range stays out.
  for (const search of open) search.firstOut ??= last.get(search) ?? null;
}
