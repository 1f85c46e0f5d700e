export interface ControlCharacter {
  /** "RLO" */
  readonly short: string;
  /** "U+202E right-to-left override" */
  readonly title: string;
}

const C0 =
  "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split(
    " ",
  );

const NAMED: ReadonlyMap<number, readonly [short: string, name: string]> = new Map([
  [0x00, ["NUL", "null"]],
  [0x1b, ["ESC", "escape"]],
  [0x7f, ["DEL", "delete"]],
  [0x85, ["NEL", "next line"]],
  [0xad, ["SHY", "soft hyphen"]],
  [0x34f, ["CGJ", "combining grapheme joiner"]],
  [0x61c, ["ALM", "Arabic letter mark"]],
  [0x180e, ["MVS", "Mongolian vowel separator"]],
  [0x200b, ["ZWSP", "zero width space"]],
  [0x200c, ["ZWNJ", "zero width non-joiner"]],
  [0x200d, ["ZWJ", "zero width joiner"]],
  [0x200e, ["LRM", "left-to-right mark"]],
  [0x200f, ["RLM", "right-to-left mark"]],
  [0x2028, ["LS", "line separator"]],
  [0x2029, ["PS", "paragraph separator"]],
  [0x202a, ["LRE", "left-to-right embedding"]],
  [0x202b, ["RLE", "right-to-left embedding"]],
  [0x202c, ["PDF", "pop directional formatting"]],
  [0x202d, ["LRO", "left-to-right override"]],
  [0x202e, ["RLO", "right-to-left override"]],
  [0x2060, ["WJ", "word joiner"]],
  [0x2066, ["LRI", "left-to-right isolate"]],
  [0x2067, ["RLI", "right-to-left isolate"]],
  [0x2068, ["FSI", "first strong isolate"]],
  [0x2069, ["PDI", "pop directional isolate"]],
  [0xfeff, ["BOM", "byte order mark"]],
]);

/** They change what a person sees of the rest, or end it: never handed to the browser. */
const ALWAYS = /[\0\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Everything else that takes up no room: C0 but tab and line feed, C1, zero-width characters, separators, tags. */
const ALL =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const patternOf = (all: boolean): RegExp => (all ? ALL : ALWAYS);

export function controlCharacter(codePoint: number): ControlCharacter {
  const code = `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
  const [short, name] = NAMED.get(codePoint) ?? [C0[codePoint] ?? code, ""];
  return { short, title: name === "" ? `${code} control character` : `${code} ${name}` };
}

/** A stretch of a chunk: plain text, or one control character as often as it follows itself. */
export interface Piece {
  /** As in the document. */
  readonly text: string;
  readonly control: (ControlCharacter & { readonly times: number }) | null;
}

/** Cuts a chunk at the first `most` control characters that are shown as symbols; the pieces joined give the chunk again. */
export function textPieces(chunk: string, all: boolean, most = Infinity): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const plain = (to: number): void => {
    if (to > from) pieces.push({ text: chunk.slice(from, to), control: null });
  };
  for (const { index, 0: character } of chunk.matchAll(patternOf(all))) {
    if (index < from) continue;
    if (pieces.length >= 2 * most) break;
    plain(index);
    from = index;
    while (chunk.startsWith(character, from)) from += character.length;
    const times = (from - index) / character.length;
    const control = { ...controlCharacter(character.codePointAt(0) ?? 0), times };
    pieces.push({ text: chunk.slice(index, from), control });
  }
  plain(chunk.length);
  return pieces;
}

/** How many control characters of a chunk are shown as symbols. */
export const countControls = (chunk: string, all: boolean): number =>
  (chunk.match(patternOf(all)) ?? []).length;

/** What the browser is given for a text: as many units, without control characters that must not take effect. */
export const shownText = (text: string, all: boolean): string =>
  text
    .replace(patternOf(all), placeholder)
    // A lone carriage return is an old Macintosh's line break, which CSS takes for a space.
    .replace(/\r(?!\n)/g, "\n");

function placeholder(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\u25af".repeat(character.length);
}
