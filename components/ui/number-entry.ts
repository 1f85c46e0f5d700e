interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly decimals: number;
}

const SCALES: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, b: 1e9, g: 1e9, t: 1e12 };

const bounded = (value: number, { min, max, decimals }: Bounds): number =>
  Number(Math.min(max, Math.max(min, value)).toFixed(decimals));

/** The number a person wrote ("30B", "1.5 M", "1,345,423", "2e-4"), brought into its bounds; null when it is none. */
export function readNumber(text: string, bounds: Bounds): number | null {
  const match = /^([+-]?(?:\d[\d,_\s]*\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([kmbgt]?)$/i.exec(text.trim());
  if (match === null) return null;
  const value =
    Number((match[1] ?? "").replaceAll(/[,_\s]/g, "")) * (SCALES[(match[2] ?? "").toLowerCase()] ?? 1);
  return Number.isFinite(value) ? bounded(value, bounds) : null;
}

/** A step from a value, without the dust of binary fractions, inside the bounds. */
export const nudged = (value: number, by: number, bounds: Bounds): number => bounded(value + by, bounds);
