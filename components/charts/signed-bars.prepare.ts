/** Where a bar begins and how wide it is, shares of the width, 0 … 1. */
export interface BarPlace {
  readonly left: number;
  readonly width: number;
}

/** Bars around one shared 0, the longest from end to end; null has no bar. */
export function placeBars(values: readonly (number | null)[]): { zero: number; bars: (BarPlace | null)[] } {
  const known = values.filter((value) => value !== null);
  const low = Math.min(0, ...known);
  const span = Math.max(0, ...known) - low || 1;
  const at = (value: number): number => (value - low) / span;
  return {
    zero: at(0),
    bars: values.map((value) =>
      value === null ? null : { left: at(Math.min(0, value)), width: Math.abs(value) / span },
    ),
  };
}
