import { formatSigned } from "@/components/ui/format";
import type { FitModel } from "@/core/learning/fit-answer";

/** A validation loss, nats a token; proxies differ in the third decimal. */
export const formatLoss = (loss: number): string => loss.toFixed(4);

/** +0.42, −0.07 */
export const signedTwo = (value: number): string => formatSigned(value, 2);

/** What stands where there is no figure. */
export const NONE = "–";

/** "0.42 (0.11 to 0.63)", as far as there is an interval. */
export function withInterval(
  value: number | null,
  low: number | null,
  high: number | null,
  format: (value: number) => string,
): string {
  if (value === null) return NONE;
  return low === null || high === null
    ? format(value)
    : `${format(value)} (${format(low)} to ${format(high)})`;
}

export const MODEL_LABELS: Readonly<Record<FitModel, string>> = {
  auto: "The best by cross-validation",
  lightgbm: "LightGBM",
  ridge: "Ridge regression",
  gp: "Gaussian process",
  boosted: "Boosted trees",
};
