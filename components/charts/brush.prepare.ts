/** Bins from the first edge to the last; `edges` ascends and has one more than there are bins. */
export type Edges = readonly number[];

/** Edges of a brushed stretch: bins `from` … `to` − 1, at least one. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Values of a stretch; an end that is the axis' own is open. */
export interface BrushRange {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

const binsOf = (edges: Edges): number => Math.max(1, edges.length - 1);
const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** Place of a value on the axis, 0 … 1: every bin is equally wide, within a bin by proportion. */
export function placeOf(value: number, edges: Edges): number {
  const next = edges.findIndex((edge) => edge > value);
  if (next === 0) return 0;
  if (next === -1) return 1;
  const [low = 0, high = 0] = [edges[next - 1], edges[next]];
  return (next - 1 + (high > low ? (value - low) / (high - low) : 0)) / binsOf(edges);
}

/** Where a range lies on the axis, as shares of its width. */
export const placesOf = ({ min, max }: BrushRange, edges: Edges): { low: number; high: number } => ({
  low: min === undefined ? 0 : placeOf(min, edges),
  high: max === undefined ? 1 : placeOf(max, edges),
});

/** The stretch between two places, in either order, out to the nearest edges. */
export function stretchBetween(a: number, b: number, edges: Edges): Stretch {
  const bins = binsOf(edges);
  const [low, high] = [clamp(Math.min(a, b), 0, 1) * bins, clamp(Math.max(a, b), 0, 1) * bins];
  const [from, to] = [Math.round(low), Math.round(high)];
  if (from < to) return { from, to };
  const bin = clamp(Math.floor(low), 0, bins - 1);
  return { from: bin, to: bin + 1 };
}

/** Edges next to a range. */
export function stretchOf(range: BrushRange, edges: Edges): Stretch {
  const { low, high } = placesOf(range, edges);
  return stretchBetween(low, high, edges);
}

interface Rounding {
  /** Whole numbers only: the last value of a bin is the one before the next begins. */
  readonly whole: boolean;
}

/** Values of a stretch in figures as short as its bins allow; null for the whole axis. */
export function rangeOf({ from, to }: Stretch, edges: Edges, { whole }: Rounding): BrushRange | null {
  const bins = binsOf(edges);
  if (from <= 0 && to >= bins) return null;
  const at = (edge: number): number => edges[edge] ?? 0;
  const round = (edge: number): number => (whole ? at(edge) : inShort(at(edge), binWidth(edge, edges)));
  return {
    ...(from <= 0 ? {} : { min: round(from) }),
    ...(to >= bins ? {} : { max: whole ? at(to) - 1 : round(to) }),
  };
}

const binWidth = (edge: number, edges: Edges): number =>
  Math.abs((edges[edge] ?? 0) - (edges[edge - 1] ?? edges[edge + 1] ?? 0));

/** A value cut to the power of ten that is at most a twentieth of a bin: off by no more than a fortieth of it. */
function inShort(value: number, width: number): number {
  if (!(width > 0)) return value;
  const decimals = Math.ceil(-Math.log10(width / 20));
  return decimals > 0 ? Number(value.toFixed(Math.min(100, decimals))) : Math.round(value);
}

export type Edge = "from" | "to";

/** One edge moved by whole bins; it never passes the other. */
export function nudgedStretch({ from, to }: Stretch, edge: Edge, by: number, edges: Edges): Stretch {
  return edge === "from"
    ? { from: clamp(from + by, 0, to - 1), to }
    : { from, to: clamp(to + by, from + 1, binsOf(edges)) };
}

/** What a pointer takes hold of where it goes down: an edge that is near, else a stretch that begins there. */
export function gripAt(place: number, range: BrushRange | null, edges: Edges, near: number): Edge | "new" {
  if (range === null) return "new";
  const { low, high } = placesOf(range, edges);
  const [toLow, toHigh] = [Math.abs(place - low), Math.abs(place - high)];
  if (Math.min(toLow, toHigh) > near) return "new";
  if (toLow === toHigh) return place < low ? "from" : "to";
  return toLow < toHigh ? "from" : "to";
}

/** The stretch while a pointer holds `grip`, having gone down at `start`. */
export function draggedStretch(
  grip: Edge | "new",
  start: number,
  now: number,
  range: BrushRange | null,
  edges: Edges,
): Stretch {
  const { low, high } = placesOf(range ?? {}, edges);
  if (grip === "new") return stretchBetween(start, now, edges);
  return grip === "from" ? stretchBetween(now, high, edges) : stretchBetween(low, now, edges);
}

/** Whether a click at a place means the range: outside it, it means to be rid of it. */
export function isInside(place: number, range: BrushRange | null, edges: Edges): boolean {
  if (range === null) return true;
  const { low, high } = placesOf(range, edges);
  return place >= low && place <= high;
}
