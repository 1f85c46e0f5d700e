/** A table of equally high rows below a header that stays in sight. */
export interface Rows {
  readonly count: number;
  readonly rowPx: number;
  readonly headerPx: number;
  /** Height of the scroll in sight, header included. */
  readonly viewPx: number;
}

/**
 * Where a scroll stands: `bar` is the element's own scroll position, `top` that of the rows as if the element were as high as
 * all of them. Both are the same until the rows are higher than an element may be.
 */
export interface Place {
  readonly bar: number;
  readonly top: number;
}

export interface RowWindow {
  /** First and last row to draw, both included; last < first when there is none. */
  readonly first: number;
  readonly last: number;
}

/** px. Chromium ends an element at 33,554,432 and Firefox at 17,895,697; below 2²⁴ a float32 still tells every px. */
export const HIGHEST_PX = 16_000_000;
/** px at either end of a scaled scroll where the bar moves as far as the rows: a step can never run out of bar there. */
const ENDS_PX = 200_000;
/** A scroll of fewer screens than this is a step of wheel, finger or key. */
const STEP_SCREENS = 3;
/** Device pixels to a px, at most: the bar's handle moves by whole ones. */
const FINEST = 4;

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
const rowsPx = ({ count, rowPx, headerPx }: Rows): number => count * rowPx + headerPx;

/** Height to give to the element inside the scroll. */
export const trackPx = (rows: Rows): number => Math.min(rowsPx(rows), HIGHEST_PX);

const isScaled = (rows: Rows): boolean => rowsPx(rows) > HIGHEST_PX;
const lastBar = (rows: Rows): number => Math.max(0, trackPx(rows) - rows.viewPx);
const lastTop = (rows: Rows): number => Math.max(0, rowsPx(rows) - rows.viewPx);

/**
 * How far the bar may move for it to be a step, px: less than by the least movement of its handle. A browser that draws slowly
 * hands over many turns of a wheel as one.
 */
const longestStep = (rows: Rows): number =>
  Math.max(STEP_SCREENS * rows.viewPx, lastBar(rows) / (FINEST * rows.viewPx));

/** How much farther the rows move than the bar, between the ends. */
const scale = (rows: Rows): number => (lastTop(rows) - 2 * ENDS_PX) / (lastBar(rows) - 2 * ENDS_PX);

/** Where the rows stand for a position of the bar. */
export function topAt(bar: number, rows: Rows): number {
  const [bars, tops] = [lastBar(rows), lastTop(rows)];
  if (!isScaled(rows) || bar <= ENDS_PX) return clamp(bar, 0, tops);
  if (bar >= bars - ENDS_PX) return clamp(tops - (bars - bar), 0, tops);
  return ENDS_PX + (bar - ENDS_PX) * scale(rows);
}

/** Where the bar stands for a position of the rows: the inverse of `topAt`. */
export function barAt(top: number, rows: Rows): number {
  const [bars, tops] = [lastBar(rows), lastTop(rows)];
  if (!isScaled(rows) || top <= ENDS_PX) return clamp(top, 0, bars);
  if (top >= tops - ENDS_PX) return clamp(bars - (tops - top), 0, bars);
  return ENDS_PX + (top - ENDS_PX) / scale(rows);
}

/**
 * The place after the bar has moved: a step moves the rows by the same px, a jump takes them to where the bar points, and the
 * ends of the bar are the ends of the rows.
 */
export function scrolled({ bar, top }: Place, to: number, rows: Rows): Place {
  const by = to - bar;
  const step = isScaled(rows) && Math.abs(by) <= longestStep(rows) && to > 0 && to < lastBar(rows);
  return { bar: to, top: step ? clamp(top + by, 0, lastTop(rows)) : topAt(to, rows) };
}

/** The same rows with the bar where it belongs: steps leave it behind, for it moves as far as the rows during them. */
export const settled = ({ top }: Place, rows: Rows): Place => {
  const within = clamp(top, 0, lastTop(rows));
  return { bar: barAt(within, rows), top: within };
};

/** Rows in sight, and `overscan` more on either side; as many wherever the scroll stands, so that their elements can be used again. */
export function rowWindow(
  top: number,
  { count, rowPx, headerPx, viewPx }: Rows,
  overscan: number,
): RowWindow {
  const size = Math.ceil(Math.max(0, viewPx - headerPx) / rowPx) + 1 + 2 * overscan;
  const first = clamp(Math.floor(top / rowPx) - overscan, 0, Math.max(0, count - size));
  return { first, last: Math.min(count, first + size) - 1 };
}

/** Distance of a row from the upper edge of the element inside the scroll. */
export const rowTopPx = (row: number, shift: number, { rowPx, headerPx }: Rows): number =>
  headerPx + row * rowPx + shift;

/** Where the rows have to stand for one of them to be in sight below the header; where they are when it is already. */
export function topFor(row: number, top: number, rows: Rows): number {
  const { rowPx, headerPx, viewPx } = rows;
  const upper = row * rowPx;
  if (upper < top) return upper;
  return clamp(Math.max(top, upper + rowPx + headerPx - viewPx), 0, lastTop(rows));
}
