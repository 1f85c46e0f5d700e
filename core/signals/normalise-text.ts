/** White space as Python's `str.isspace` knows it: unlike JavaScript's `\s` with U+001C–U+001F and U+0085, without U+FEFF. */
export const WHITE_SPACE =
  "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const ASCII_PUNCTUATION = /[!-/:-@[-`{-~]/g;
const SPACES = new RegExp(`[${WHITE_SPACE}]+`, "gu");

/**
 * Text normalisation of RedPajama-V2: ASCII punctuation deleted (not replaced by a space), lower-cased, stripped, white
 * space collapsed to one space, Unicode NFD.
 */
export function normaliseText(text: string): string {
  const collapsed = text.replace(ASCII_PUNCTUATION, "").toLowerCase().replace(SPACES, " ");
  const start = collapsed.startsWith(" ") ? 1 : 0;
  const end = collapsed.length > start && collapsed.endsWith(" ") ? -1 : undefined;
  return collapsed.slice(start, end).normalize("NFD");
}

/** Words of RedPajama-V2: the normalised text split at spaces; none for an empty text. */
export function wordsOf(normalised: string): string[] {
  return normalised === "" ? [] : normalised.split(" ");
}

/** Length in Unicode code points, what Python's `len` counts. */
export function codePoints(text: string): number {
  let length = text.length;
  for (let at = 1; at < text.length; at++) {
    if ((text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800) length--;
  }
  return length;
}

/** How often a global pattern matches. */
export function countMatches(text: string, pattern: RegExp): number {
  let count = 0;
  for (const match of text.matchAll(pattern)) count += match[0] === "" ? 0 : 1;
  return count;
}
