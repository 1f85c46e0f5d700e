/**
 * Colour of a value in −1 … 1: blue above 0, orange below, as much of it as the value is large. The colour-blind tell the two
 * apart, and both themes keep them against the surface.
 */
export function divergingColour(value: number): string {
  const hue = value < 0 ? "var(--color-domain-4)" : "var(--color-domain-0)";
  return `color-mix(in oklab, ${hue} ${Math.round(Math.min(1, Math.abs(value)) * 100)}%, var(--color-surface))`;
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads in a square of `size` cells a side; null for a key that does not move. */
export function moved({ row, column }: Place, key: string, size: number): Place | null {
  const last = size - 1;
  switch (key) {
    case "ArrowUp":
      return { row: Math.max(0, row - 1), column };
    case "ArrowDown":
      return { row: Math.min(last, row + 1), column };
    case "ArrowLeft":
      return { row, column: Math.max(0, column - 1) };
    case "ArrowRight":
      return { row, column: Math.min(last, column + 1) };
    case "Home":
      return { row, column: 0 };
    case "End":
      return { row, column: last };
    case "PageUp":
      return { row: 0, column };
    case "PageDown":
      return { row: last, column };
    default:
      return null;
  }
}
