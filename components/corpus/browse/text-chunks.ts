/** About a screen of text: the browser lays out only the chunks in sight. */
const CHUNK = 4_000;
/** A line longer than this is cut at a space; shorter lines stay whole, so that no break appears that is not in the text. */
const LONGEST_LINE = 50_000;

/** Cuts a text after line breaks into chunks that joined give the text again. */
export function textChunks(text: string): string[] {
  const chunks: string[] = [];
  let from = 0;
  while (from < text.length) {
    const to = cutAfter(text, from);
    chunks.push(text.slice(from, to));
    from = to;
  }
  return chunks;
}

function cutAfter(text: string, from: number): number {
  if (text.length - from <= CHUNK) return text.length;
  const newline = text.indexOf("\n", from + CHUNK);
  if (newline !== -1 && newline - from < LONGEST_LINE) return newline + 1;
  if (newline === -1 && text.length - from < LONGEST_LINE) return text.length;
  const space = text.lastIndexOf(" ", from + LONGEST_LINE);
  if (space > from) return space + 1;
  const hard = from + LONGEST_LINE;
  const splitsPair = /[\uD800-\uDBFF]/.test(text[hard - 1] ?? "");
  return splitsPair ? hard - 1 : hard;
}
