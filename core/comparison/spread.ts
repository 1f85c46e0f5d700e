import type { Spread } from "@/core/comparison/outcomes";

/** Mean and sample standard deviation; null of nothing. */
export function spreadOf(values: readonly number[]): Spread | null {
  const runs = values.length;
  if (runs === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / runs;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: runs === 1 ? null : Math.sqrt(squares / (runs - 1)), runs };
}
