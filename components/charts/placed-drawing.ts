import type { Drawing } from "@/core/drawing";

/** A part of a drawing that a person may point at, px. */
export interface DrawnPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A drawing with the parts that are read one by one. */
export interface PlacedDrawing extends Drawing {
  /** Row by row. */
  readonly places: readonly DrawnPlace[];
  /** Places in a row. */
  readonly columns: number;
}

/** The place under a point, the later where two overlap; null where there is none. */
export function placeAt(places: readonly DrawnPlace[], x: number, y: number): number | null {
  const found = places.findLastIndex(
    (place) => x >= place.x && x < place.x + place.width && y >= place.y && y < place.y + place.height,
  );
  return found < 0 ? null : found;
}

/** Where a key leads among `count` places in rows of `columns`; null for a key that does not move. */
export function placeAfter(at: number, key: string, count: number, columns: number): number | null {
  const within = (place: number): number => (place >= 0 && place < count ? place : at);
  const start = at - (at % columns);
  switch (key) {
    case "ArrowLeft":
      return at > start ? at - 1 : at;
    case "ArrowRight":
      return at < start + columns - 1 ? within(at + 1) : at;
    case "ArrowUp":
      return within(at - columns);
    case "ArrowDown":
      return within(at + columns);
    case "Home":
      return start;
    case "End":
      return Math.min(count - 1, start + columns - 1);
    default:
      return null;
  }
}
