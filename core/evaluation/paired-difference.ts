import { outcomesByItem } from "@/core/evaluation/pooled-items";
import type { TaskItems } from "@/core/evaluation/task-result";
import { bootstrapped } from "@/core/estimates/bootstrap";

/** How the outcomes of one model differ from those of another on the same items. */
export interface PairedDifference {
  /** Items that both were asked, and of which both have an outcome. */
  readonly items: number;
  /** Items that only one of them was asked, or asked otherwise. */
  readonly unpaired: number;
  /** Mean of the second less the first; null without items. */
  readonly difference: number | null;
  /** Ends of the 95 % interval. */
  readonly low: number | null;
  readonly high: number | null;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Mean difference of two models over the items both were asked, with a paired percentile bootstrap interval: items are drawn with
 * replacement (1,000 draws), each with both outcomes (Efron and Tibshirani 1993).
 * @param metric with its filter, such as "acc,none"
 * @param seed of the draws; the same outcomes and seed give the same ends
 */
export function pairedDifference(
  from: TaskItems,
  to: TaskItems,
  metric: string,
  seed: number,
): PairedDifference {
  const before = outcomesByItem(from, metric);
  const after = outcomesByItem(to, metric);
  const differences: number[] = [];
  for (const [item, value] of after) {
    const old = before.get(item);
    if (old !== undefined) differences.push(value - old);
  }
  const unpaired = before.size + after.size - 2 * differences.length;
  if (differences.length === 0) return { items: 0, unpaired, difference: null, low: null, high: null };
  const { value, low, high } = bootstrapped(differences, mean, seed);
  return { items: differences.length, unpaired, difference: value, low, high };
}
