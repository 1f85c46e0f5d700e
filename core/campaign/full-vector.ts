import { WHOLE } from "@/core/campaign/weight-bounds";
import { RATER_IDS } from "@/core/raters";

/** Shares of the raters of a fit as millionths of all raters, in their order. */
export const fullVector = (columns: readonly string[], shares: readonly number[]): number[] =>
  RATER_IDS.map((rater) => Math.round((shares[columns.indexOf(rater)] ?? 0) * WHOLE));
