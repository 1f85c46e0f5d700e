/** UTF-16 units of a chunk, about a hundred lines: the browser lays out only the chunks in sight. */
const CHUNK = 8_000;
/** A line longer than this is cut at a space; shorter lines stay whole, so that hardly any break appears that is not in the text. */
const LONGEST_LINE = 24_000;
/** Marks on one character cost the square of their number to lay out. */
const MOST_MARKS = 1_000;

/** Units that have to be known before the end of a chunk is. */
export const LOOK_AHEAD = LONGEST_LINE + 2;

export interface CutText {
  /** Joined with the rest they give the text again. */
  readonly chunks: readonly string[];
  /** What cannot be cut before more of the text is known; empty when it is complete. */
  readonly rest: string;
}

/** Cuts a text, or as much of it as is here, after line breaks; the cuts do not depend on how much is here. */
export function cutChunks(text: string, complete: boolean): CutText {
  const chunks: string[] = [];
  let from = 0;
  while (from < text.length && (complete || text.length - from > LOOK_AHEAD)) {
    const to = cutAfter(text, from);
    chunks.push(text.slice(from, to));
    from = to;
  }
  return { chunks, rest: text.slice(from) };
}

function cutAfter(text: string, from: number): number {
  const end = endOfLines(text, from);
  return marksEnd(text, from, end) ?? end;
}

function endOfLines(text: string, from: number): number {
  if (text.length - from <= CHUNK) return text.length;
  const window = text.slice(from, from + LONGEST_LINE);
  const newline = window.indexOf("\n", CHUNK);
  if (newline !== -1) return from + newline + 1;
  if (text.length - from <= LONGEST_LINE) return text.length;
  const space = window.lastIndexOf(" ");
  if (space >= CHUNK) return from + space + 1;
  return wholeCharacter(text, from + LONGEST_LINE);
}

/** Where a run of marks becomes too long; null when none does. */
function marksEnd(text: string, from: number, to: number): number | null {
  for (let at = from + MOST_MARKS; at < to; at += MOST_MARKS) {
    if (!isMark(text, at)) continue;
    let first = at;
    while (first > from && at - first < MOST_MARKS / 2 && isMark(text, first - 1)) first -= 1;
    if (at - first >= MOST_MARKS / 2) return wholeCharacter(text, at);
  }
  return null;
}

/** Whether the character that holds this unit is a combining mark. */
function isMark(text: string, at: number): boolean {
  const start = /[\uDC00-\uDFFF]/.test(text[at] ?? "") ? at - 1 : at;
  return /^\p{M}$/u.test(String.fromCodePoint(text.codePointAt(start) ?? 0));
}

/** The place of a cut, moved where it would part a surrogate pair or CR and LF. */
const wholeCharacter = (text: string, at: number): number =>
  /^(?:[\uD800-\uDBFF].|\r\n)/s.test(text.slice(at - 1, at + 1)) ? at - 1 : at;

/** Where each chunk begins in the text. */
export function chunkStarts(chunks: readonly string[]): number[] {
  let at = 0;
  return chunks.map(({ length }) => (at += length) - length);
}

/** The chunk that holds a position: the last that begins at or before it. */
export function chunkAt(starts: readonly number[], position: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle;
  }
  return low;
}

/** The measure is 68 characters of a wider kind. */
export const CHARACTERS_PER_LINE = 72;

/** Lines that a chunk takes up at about this many characters a line: the height of what is not laid out yet. */
export function estimatedLines(chunk: string, charactersPerLine: number): number {
  let lines = 0;
  for (let from = 0; from < chunk.length;) {
    const newline = chunk.indexOf("\n", from);
    const to = newline === -1 ? chunk.length : newline;
    lines += Math.max(1, Math.ceil((to - from) / charactersPerLine));
    from = to + 1;
  }
  return lines;
}

/** A part is shown at a time: browsers lay out no more than 33,554,432 px, 1.2 million lines of the larger kind. */
const LINES_PER_PART = 500_000;

/** The chunk at which each part of a text begins; nearly every text is one part. */
export function partStarts(
  chunks: readonly string[],
  charactersPerLine: number,
  linesPerPart = LINES_PER_PART,
): number[] {
  const parts = [0];
  let lines = 0;
  chunks.forEach((chunk, index) => {
    const own = estimatedLines(chunk, charactersPerLine);
    if (lines > 0 && lines + own > linesPerPart) {
      parts.push(index);
      lines = 0;
    }
    lines += own;
  });
  return parts;
}
