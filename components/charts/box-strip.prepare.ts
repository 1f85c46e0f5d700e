/** Percentiles of a distribution, ascending. */
export interface BoxFigures {
  readonly p5: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly p95: number;
  readonly max: number;
}

export interface LogAxis {
  readonly ticks: readonly { readonly value: number; readonly at: number }[];
  /** Place of a value, 0 … 1; what lies outside is drawn at the end. */
  readonly place: (value: number) => number;
}

/** Places of a strip on its axis, 0 … 1. */
export interface BoxPlaces extends BoxFigures {
  readonly boxWidth: number;
  readonly whiskerWidth: number;
}

/** A shared logarithmic axis over whole decades; counts below 1 stand at 1, which no logarithm has. */
export function prepareLogAxis(boxes: readonly BoxFigures[]): LogAxis {
  const values = boxes.flatMap(({ p5, max }) => [Math.max(1, p5), Math.max(1, max)]);
  const low = Math.floor(Math.log10(Math.min(...values, 1e300)) + 1e-9);
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values, 1)) - 1e-9));
  const first = Number.isFinite(low) && values.length > 0 ? low : 0;
  const last = values.length > 0 ? high : 1;
  const place = (value: number): number =>
    Math.min(1, Math.max(0, (Math.log10(Math.max(1, value)) - first) / (last - first)));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => {
    const value = 10 ** (first + index);
    return { value, at: place(value) };
  });
  return { ticks, place };
}

export function prepareBox(figures: BoxFigures, { place }: LogAxis): BoxPlaces {
  const places = {
    p5: place(figures.p5),
    p25: place(figures.p25),
    median: place(figures.median),
    p75: place(figures.p75),
    p95: place(figures.p95),
    max: place(figures.max),
  };
  return { ...places, boxWidth: places.p75 - places.p25, whiskerWidth: places.p95 - places.p5 };
}
