import type { BinRange } from "@/core/preview/near-bins";
import type { Pool } from "@/core/scoring/pools";
import type { PoolCut } from "@/core/selection/locate-cuts";
import type { Cell } from "@/core/selection/score-histogram";
import { Tally, takeBins } from "@/core/selection/tally";

/** A row around a cut. */
export interface RankedRow {
  readonly bin: number;
  readonly ordinal: number;
  readonly domain: number;
  readonly tokens: number;
  readonly documents: number;
  readonly score: number;
}

/** A cut with what lies around it. */
export interface ReadCut {
  readonly cut: PoolCut;
  /** Rows of the cut's own bin that are in. */
  readonly taken: readonly RankedRow[];
  /** Nearest to the cut first. */
  readonly above: readonly RankedRow[];
  readonly below: readonly RankedRow[];
}

/**
 * Finds the cut of a pool among rows that were read.
 * @param cells of the pool alone
 * @param rows all rows of the bins in the range, of the pool alone, in any order
 */
export function readCut(
  { domains, quota }: Pool,
  cells: readonly Cell[],
  range: BinRange | null,
  rows: readonly RankedRow[],
): ReadCut {
  const tally = new Tally(quota);
  const bin = takeBins(tally, cells, (lowest) => lowest)?.[0]?.bin ?? null;
  const before = tally.tokens;
  const ranked = rows
    .filter((row) => range !== null && row.bin >= range.from && row.bin <= range.to)
    .toSorted(byRank);
  const start = bin === null ? ranked.length : ranked.findIndex((row) => row.bin <= bin);
  let end = start;
  if (bin !== null) {
    for (let row = ranked[end]; row?.bin === bin && tally.fits(row.tokens); row = ranked[++end])
      tally.add(row.domain, row.documents, row.tokens, row.score);
    // Sums of a sample's fractions depend on their order by a rounding: then the last of the bin stays out.
    if (ranked[end]?.bin !== bin) end -= 1;
  }
  const [last, first] = [ranked[end - 1], ranked[end]];
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
  return {
    cut,
    taken: ranked.slice(start, end),
    above: ranked.slice(0, end).toReversed(),
    below: ranked.slice(end),
  };
}

/** Order of the ranking. */
const byRank = (a: RankedRow, b: RankedRow): number => b.score - a.score || a.ordinal - b.ordinal;
