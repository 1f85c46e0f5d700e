const NON_FINITE = /-?\b(?:NaN|Infinity)\b/g;

/**
 * Reads one JSON text; the bare `NaN`, `Infinity` and `-Infinity` that Python's json writes become null.
 * @throws SyntaxError when it is no JSON otherwise
 */
export function parseJsonLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const mended = withoutNonFinite(text);
    if (mended === text) throw error;
    return JSON.parse(mended);
  }
}

/** Replaces the bare words outside strings only; a regular expression over whole strings would overflow on long ones. */
function withoutNonFinite(text: string): string {
  let mended = "";
  let start = 0;
  while (start < text.length) {
    const opening = text.indexOf('"', start);
    const end = opening === -1 ? text.length : opening;
    mended += text.slice(start, end).replace(NON_FINITE, "null");
    const next = opening === -1 ? text.length : endOfString(text, opening);
    mended += text.slice(end, next);
    start = next;
  }
  return mended;
}

/** Index behind the quote that closes the string opened at `opening`, or the end of the text. */
function endOfString(text: string, opening: number): number {
  let quote = text.indexOf('"', opening + 1);
  while (quote !== -1) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    quote = text.indexOf('"', quote + 1);
  }
  return text.length;
}
