/** Bytes below stand for themselves; the others begin or continue a longer character. */
export const ASCII = 128;

const SPACE = 0x20;
/** The code point of what LLaMA writes for a space: both are the same to it. */
const MARK = 0x2581;

/** Length of the character that begins with a byte of valid UTF-8. */
export const bytesOfCharacter = (first: number): number =>
  first < ASCII ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;

/** Code point of the character of several bytes at a place of valid UTF-8; LLaMA's mark is a space. */
export function characterAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const second = (bytes[at + 1] ?? 0) & 0x3f;
  if (first < 0xe0) return ((first & 0x1f) << 6) | second;
  const third = (bytes[at + 2] ?? 0) & 0x3f;
  if (first < 0xf0) {
    const code = ((first & 0x0f) << 12) | (second << 6) | third;
    return code === MARK ? SPACE : code;
  }
  return ((first & 0x07) << 18) | (second << 12) | (third << 6) | ((bytes[at + 3] ?? 0) & 0x3f);
}

/** Code point at a place of a piece of the vocabulary; LLaMA's mark is a space. */
export function codeAt(piece: string, at: number): number {
  const code = piece.codePointAt(at) ?? 0;
  return code === MARK ? SPACE : code;
}

/** UTF-16 units of a code point. */
export const unitsOf = (code: number): number => (code > 0xffff ? 2 : 1);
