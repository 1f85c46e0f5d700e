/**
 * Histogram over values from ascending quantiles: each stretch between two quantiles carries the same share of rows, spread
 * evenly over its width. Bins are equally wide between `low` and `high`; what lies outside counts in the outermost bins.
 */
export function histogramOfQuantiles(
  quantiles: readonly number[],
  low: number,
  high: number,
  bins: number,
): number[] {
  const counts = new Array<number>(bins).fill(0);
  const add = (bin: number, share: number) => {
    const index = Math.min(bins - 1, Math.max(0, bin));
    counts[index] = (counts[index] ?? 0) + share;
  };
  const share = 1 / Math.max(1, quantiles.length - 1);
  const place = (value: number) => (high > low ? ((value - low) / (high - low)) * bins : bins / 2);
  for (let index = 1; index < quantiles.length; index++) {
    const from = Math.min(bins, Math.max(0, place(quantiles[index - 1] ?? low)));
    const to = Math.min(bins, Math.max(0, place(quantiles[index] ?? low)));
    const first = Math.floor(from);
    if (to - from < 1e-12 || to <= first + 1) add(first, share);
    else {
      for (let bin = first; bin < to; bin++) {
        add(bin, (share * (Math.min(to, bin + 1) - Math.max(from, bin))) / (to - from));
      }
    }
  }
  return counts;
}
