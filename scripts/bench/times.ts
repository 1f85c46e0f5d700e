export interface Times {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly runs: number;
}

/** Milliseconds that work takes, and what it answers. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const began = performance.now();
  const value = await work();
  return { ms: performance.now() - began, value };
}

export function timesOf(milliseconds: readonly number[]): Times {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number): number =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { p50Ms: at(0.5), p95Ms: at(0.95), runs: sorted.length };
}

/** Two decimals, enough for a tenth of a percent of what is measured here. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;
