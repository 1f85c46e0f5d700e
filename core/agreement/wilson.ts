/** Of the standard normal distribution. */
const QUANTILE = 1.959964;

/** A share with the ends of its 95 % interval (Wilson 1927); null of nothing. */
export function wilson(
  count: number,
  of: number,
): { readonly value: number | null; readonly low: number | null; readonly high: number | null } {
  if (of === 0) return { value: null, low: null, high: null };
  const share = count / of;
  const square = QUANTILE ** 2 / of;
  const middle = (share + square / 2) / (1 + square);
  const reach = Math.sqrt(square * share * (1 - share) + square ** 2 / 4) / (1 + square);
  return { value: share, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}
