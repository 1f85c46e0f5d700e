import { formatNumber } from "@/components/ui/format";
import type { RaterOverview } from "@/server/services/corpus/overview";

/** What a rater's distribution shows, for who cannot see it. */
export const raterSentence = (
  name: string,
  { median, low, high }: Pick<RaterOverview, "median" | "low" | "high">,
): string =>
  `Distribution of ${name}: median ${formatNumber(median)}, 1st percentile ${formatNumber(low)}, 99th percentile ${formatNumber(high)}`;
