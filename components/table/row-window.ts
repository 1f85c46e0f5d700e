export interface RowWindow {
  /** First and last row to draw, both included; last < first when there is none. */
  readonly first: number;
  readonly last: number;
}

interface Scroll {
  /** px */
  readonly top: number;
  readonly height: number;
}

/** Rows in sight of a scroll of equally high rows, and `overscan` more on either side. */
export function rowWindow(scroll: Scroll, rowPx: number, count: number, overscan: number): RowWindow {
  const first = Math.max(0, Math.floor(scroll.top / rowPx) - overscan);
  const last = Math.min(count - 1, Math.floor((scroll.top + scroll.height) / rowPx) + overscan);
  return { first: Math.min(first, Math.max(0, last)), last };
}

/** Where to scroll so that a row is in sight below a header that stays; the same place when it is already. */
export function scrollTopFor(row: number, scroll: Scroll, rowPx: number, headerPx: number): number {
  const top = row * rowPx;
  if (top < scroll.top) return top;
  const below = top + rowPx + headerPx - scroll.height;
  return below > scroll.top ? below : scroll.top;
}
