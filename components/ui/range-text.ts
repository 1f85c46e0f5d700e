import { formatNumber } from "@/components/ui/format";
import type { FilterRange } from "@/core/document-filter";

/** "2.31 to 4.1", "at least 2.31", "at most 4.1", "exactly 5" */
export function rangeText(
  { min, max }: FilterRange,
  format: (value: number) => string = formatNumber,
): string {
  if (min === undefined) return max === undefined ? "any" : `at most ${format(max)}`;
  if (max === undefined) return `at least ${format(min)}`;
  return min === max ? `exactly ${format(min)}` : `${format(min)} to ${format(max)}`;
}
