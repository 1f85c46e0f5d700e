import { stepTo, type Grabbed } from "@/core/preview/grabbed";
import { NEAR_ROWS } from "@/core/preview/near-bins";
import type { NearRows } from "@/core/preview/near-rows";
import type { ScoringPlan } from "@/core/scoring/plan";
import type { Pool } from "@/core/scoring/pools";
import type { PoolCut } from "@/core/selection/locate-cuts";
import type { Cell } from "@/core/selection/score-histogram";
import { Tally, takeBins } from "@/core/selection/tally";

/** A row next to a cut. */
export interface RankedRow {
  readonly ordinal: number;
  readonly domain: number;
  /** That the row stands for, as its documents. */
  readonly tokens: number;
  readonly documents: number;
  readonly score: number;
}

/** A cut with what lies around it. */
export interface ReadCut {
  readonly cut: PoolCut;
  /** Places in the table of those rows of the cut's own bin that are in. */
  readonly taken: Uint32Array;
  /** Nearest to the cut first, `NEAR_ROWS` at most. */
  readonly above: readonly RankedRow[];
  readonly below: readonly RankedRow[];
}

/**
 * Finds the cut of a pool.
 * @param cells of the pool alone
 * @param near its rows around the cut
 */
export function readCut(
  grabbed: Grabbed,
  plan: ScoringPlan,
  { domains, quota }: Pool,
  cells: readonly Cell[],
  near: NearRows,
): ReadCut {
  const { rowAt, byRank } = ranking(grabbed, plan);
  const tally = new Tally(quota);
  const bin = takeBins(tally, cells, (lowest) => lowest)?.[0]?.bin ?? null;
  const before = tally.tokens;
  const ranked = Uint32Array.from(near.cut).sort(byRank);
  let end = 0;
  // As a whole the bin does not fit, so its last row is out, whatever rounding says of the sum of a sample's fractions.
  for (; end < ranked.length - 1; end += 1) {
    const { domain, documents, tokens, score } = rowAt(ranked[end] ?? 0);
    if (!tally.fits(tokens)) break;
    tally.add(domain, documents, tokens, score);
  }
  const taken = ranked.subarray(0, end);
  const above = nearest(taken.toReversed(), near.above, (a, b) => byRank(b, a)).map(rowAt);
  const below = nearest(ranked.subarray(end), near.below, byRank).map(rowAt);
  const [last, first] = [above[0], below[0]];
  const cut: PoolCut = {
    domains,
    rule: domains === null ? "budget" : "quota",
    firstOut: first === undefined ? null : { score: first.score, ordinal: first.ordinal },
    // Adding 0 turns −0, the score of a turned mean, into 0.
    threshold: last === undefined ? null : last.score + 0,
    documents: tally.documents,
    tokens: tally.tokens,
    byDomain: tally.byDomain(),
    cutBin: bin === null ? null : { bin, tokens: tally.tokens - before },
  };
  return { cut, taken, above, below };
}

/** Rows by their places, and the order of the ranking. */
function ranking(grabbed: Grabbed, plan: ScoringPlan) {
  const { scores, z, keys } = grabbed;
  const step = stepTo(grabbed, plan);
  const scoreAt = (place: number): number => (scores[place] ?? 0) + step * (z[place] ?? 0);
  const ordinalAt = (place: number): number => keys.ordinal[place] ?? 0;
  return {
    rowAt: (place: number): RankedRow => ({
      ordinal: ordinalAt(place),
      domain: keys.domain[place] ?? 0,
      tokens: keys.tokens[place] ?? 0,
      documents: keys.documents?.[place] ?? 1,
      score: scoreAt(place),
    }),
    byRank: (a: number, b: number): number => scoreAt(b) - scoreAt(a) || ordinalAt(a) - ordinalAt(b),
  };
}

/** @param further rows behind all of the sorted, which they are seldom too few to do without */
function nearest(
  sorted: Uint32Array,
  further: readonly number[],
  order: (a: number, b: number) => number,
): number[] {
  const own = [...sorted.subarray(0, NEAR_ROWS)];
  return own.length === NEAR_ROWS ? own : [...own, ...further.toSorted(order)].slice(0, NEAR_ROWS);
}
