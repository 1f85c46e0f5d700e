export interface Distribution {
  /** Filled outline of `all`. */
  readonly all: string;
  /** Line over the tops of `selected`; null when there is no selection. */
  readonly selected: string | null;
}

/** Outlines of one or two histograms of the same bins in a box, on one scale; each first brought to shares of 1. */
export function prepareDistribution(
  all: readonly number[],
  selected: readonly number[] | null,
  width: number,
  height: number,
): Distribution {
  const before = toShares(all);
  const after = selected === null ? null : toShares(selected);
  const highest = Math.max(...before, ...(after ?? []), 1e-12);
  const topsOf = (shares: readonly number[]) => tops(shares, highest, width, height);
  return {
    all: before.length === 0 ? "" : `M0 ${height}${topsOf(before)}L${width} ${height}Z`,
    selected: after === null || after.length === 0 ? null : topsOf(after).replace("L", "M"),
  };
}

function toShares(bins: readonly number[]): number[] {
  const sum = bins.reduce((total, bin) => total + bin, 0);
  return bins.map((bin) => (sum > 0 ? bin / sum : 0));
}

function tops(shares: readonly number[], highest: number, width: number, height: number): string {
  const step = width / shares.length;
  return shares
    .map((share, index) => {
      const y = (height - (share / highest) * height).toFixed(1);
      return `L${(index * step).toFixed(1)} ${y}L${((index + 1) * step).toFixed(1)} ${y}`;
    })
    .join("");
}
