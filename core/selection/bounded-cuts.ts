import type { SqlEngine } from "@/core/engine";
import { rowNumber } from "@/core/row-number";
import type { Bounds } from "@/core/scoring/pools";
import {
  cutPools,
  type BinnedRanking,
  type CutOptions,
  type PoolCut,
  type RankPlace,
} from "@/core/selection/locate-cuts";
import { scoreHistogram } from "@/core/selection/score-histogram";
import { aboveSql, decidesSql, selectedSql } from "@/core/selection/selected-sql";
import type { DomainCount } from "@/core/selection/tally";

interface BoundedBudget {
  readonly bounds: Bounds;
  readonly budgetTokens: number;
}

/**
 * The cuts of one threshold within bounds: what the least shares force is in, what the greatest shares close is out, and
 * of the documents between the longest prefix that fits the rest of the budget is in. A domain that this takes beyond
 * an end has a cut of its own; the others share one.
 */
export async function cutWithinBounds(
  engine: SqlEngine,
  ranking: BinnedRanking,
  { bounds, budgetTokens }: BoundedBudget,
  options: CutOptions,
): Promise<PoolCut[]> {
  const { scored, cells } = ranking;
  const least = await cutPools(engine, scored, bounds.least, cells, options);
  const most = await cutPools(engine, scored, bounds.most, cells, options);
  const forced = least.reduce((sum, { tokens }) => sum + tokens, 0);
  const common = await cutBetween(engine, ranking, { least, most, quota: budgetTokens - forced }, options);
  if (common === undefined) return [];

  const full = most.filter(({ firstOut }) => firstOut !== null && isBefore(firstOut, common.firstOut));
  const forcedBeyond = await reachingBeyond(engine, scored, least, common.firstOut, options.signal);
  const held = [
    ...full.map((cut): PoolCut => ({ ...cut, rule: "max" })),
    ...least.filter((cut) => forcedBeyond.has(cut)).map((cut): PoolCut => ({ ...cut, rule: "min" })),
  ];
  const own = new Set(held.flatMap(({ domains }) => domains ?? []));
  const free = Array.from({ length: bounds.domains }, (_, code) => code).filter((code) => !own.has(code));
  return free.length === 0 ? held : [...held, sharedCut(ranking, common, least, free)];
}

interface Ends {
  readonly least: readonly PoolCut[];
  readonly most: readonly PoolCut[];
  readonly quota: number;
}

/** Cuts the documents that no end decides about. */
async function cutBetween(
  engine: SqlEngine,
  { scored, bins }: BinnedRanking,
  { least, most, quota }: Ends,
  options: CutOptions,
): Promise<PoolCut | undefined> {
  const open = most.map((cut) => `(NOT ${decidesSql(cut)} OR ${aboveSql(cut)})`);
  const where = [`NOT ${selectedSql(least)}`, ...open].join(" AND ");
  const between = `(SELECT * FROM ${scored} AS ranked WHERE ${where})`;
  const cells = await scoreHistogram(engine, { scored: between, key: "score", bins }, options.signal);
  const [cut] = await cutPools(engine, between, [{ domains: null, quota }], cells, options);
  return cut;
}

/** Null stands behind every document. */
const isBefore = (a: RankPlace, b: RankPlace | null): boolean =>
  b === null || a.score > b.score || (a.score === b.score && a.ordinal < b.ordinal);

/** Those cuts that let documents in which rank behind a place. */
async function reachingBeyond(
  engine: SqlEngine,
  scored: string,
  cuts: readonly PoolCut[],
  place: RankPlace | null,
  signal: AbortSignal | undefined,
): Promise<Set<PoolCut>> {
  if (place === null) return new Set();
  const lower = cuts.filter(({ threshold }) => threshold !== null && threshold < place.score);
  const equal = cuts.filter(({ threshold }) => threshold === place.score);
  if (equal.length === 0) return new Set(lower);
  const rows = await engine.query(
    `SELECT DISTINCT domain FROM ${scored} AS ranked WHERE ${selectedSql(equal)} AND NOT ${aboveSql({ firstOut: place })}`,
    signal,
  );
  const domains = new Set(rows.map((row) => rowNumber(row, "domain")));
  return new Set([...lower, ...equal.filter((cut) => cut.domains?.some((code) => domains.has(code)))]);
}

/** The one cut of the domains that no end holds: what is forced of them ranks before it. */
function sharedCut(
  { cells }: BinnedRanking,
  common: PoolCut,
  least: readonly PoolCut[],
  free: readonly number[],
): PoolCut {
  const counts = [...least, common].flatMap(({ byDomain }) => byDomain);
  const byDomain = free.flatMap((code) => sumOf(counts.filter(({ domain }) => domain === code)));
  const tokens = byDomain.reduce((sum, count) => sum + count.tokens, 0);
  const bin = common.cutBin?.bin ?? null;
  const above = cells.reduce(
    (sum, cell) => sum + (bin !== null && cell.bin > bin && free.includes(cell.domain) ? cell.tokens : 0),
    0,
  );
  return {
    domains: free,
    rule: "budget",
    firstOut: common.firstOut,
    threshold: byDomain.length === 0 ? null : Math.min(...byDomain.map(({ threshold }) => threshold)) + 0,
    documents: byDomain.reduce((sum, count) => sum + count.documents, 0),
    tokens,
    byDomain,
    // Sums of a sample's fractions may fall short by a rounding.
    cutBin: bin === null ? null : { bin, tokens: Math.max(0, tokens - above) },
  };
}

/** Counts of one domain as one; none where there is none. */
function sumOf(counts: readonly DomainCount[]): DomainCount[] {
  const [first, ...others] = counts;
  if (first === undefined) return [];
  return [
    others.reduce(
      (sum, count) => ({
        domain: sum.domain,
        documents: sum.documents + count.documents,
        tokens: sum.tokens + count.tokens,
        threshold: Math.min(sum.threshold, count.threshold),
      }),
      first,
    ),
  ];
}
