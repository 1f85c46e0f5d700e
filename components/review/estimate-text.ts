import { formatPercent } from "@/components/ui/format";
import type { Estimate } from "@/core/estimates/bootstrap";

/** 3.42, −0.07 */
export const twoDecimals = (value: number): string => value.toFixed(2).replace("-", "−");

export const wholePercent = (share: number): string => formatPercent(share, 0);

/** A figure with its interval in brackets, as far as it has one. */
export function estimateText(
  { value, low, high }: Estimate,
  format: (value: number) => string = twoDecimals,
): string {
  if (value === null) return "–";
  return low === null || high === null
    ? format(value)
    : `${format(value)} (${format(low)} to ${format(high)})`;
}
