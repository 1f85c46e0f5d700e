import type { Bins, Cell } from "@/core/selection/score-histogram";
import { Tally, takeBins } from "@/core/selection/tally";

/** Rows that are looked at on each side of a cut. */
export const NEAR_ROWS = 12;

/** Bins from the first to the last, both included, in which a cut and enough rows on both sides of it lie. */
export interface NearBins {
  readonly from: number;
  readonly to: number;
  /** In which the cut lies; null where all rows fit. */
  readonly cut: number | null;
}

/**
 * From the bin of the cut, or the lowest where all fit, to both sides until enough rows lie there; null without rows.
 * @param cells of one pool
 * @param count of all bins
 */
export function nearBins(cells: readonly Cell[], quota: number, count: number): NearBins | null {
  if (cells.length === 0) return null;
  const rows = new Array<number>(count).fill(0);
  for (const cell of cells) rows[cell.bin] = (rows[cell.bin] ?? 0) + cell.rows;
  const cut = takeBins(new Tally(quota), cells, (lowest) => lowest)?.[0]?.bin ?? null;
  const centre = cut ?? rows.findIndex((found) => found > 0);
  const reach = (step: 1 | -1): number => {
    let seen = 0;
    let bin = centre;
    while (seen < NEAR_ROWS && bin + step >= 0 && bin + step < count) {
      bin += step;
      seen += rows[bin] ?? 0;
    }
    return bin;
  };
  return { from: reach(-1), to: reach(1), cut };
}

/** Share of a bin by which scores may lie beyond its computed ends. */
const SLACK = 1e-3;

/** Lowest and highest score that can lie in one of the ranges of bins. */
export function scoresIn(
  ranges: readonly (NearBins | null)[],
  { low, high, count }: Bins,
): { readonly least: number; readonly most: number } {
  const known = ranges.filter((range) => range !== null);
  const from = Math.min(...known.map((range) => range.from));
  const to = Math.max(...known.map((range) => range.to));
  const edge = (bin: number): number => low + (bin * (high - low)) / count;
  // The outer bins hold what lies beyond.
  return {
    least: from === 0 ? -Infinity : edge(from - SLACK),
    most: to === count - 1 ? Infinity : edge(to + 1 + SLACK),
  };
}
