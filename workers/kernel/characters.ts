import { BORDERS, BORDERS_IN_ASCII } from "./memory";

/** Bytes below stand for themselves; the others begin or continue a longer character. */
export const ASCII: u32 = 128;

const SPACE: u32 = 0x20;
/** The code point of what LLaMA writes for a space: both are the same to it. */
const MARK: u32 = 0x2581;

/** Length of the character that begins with a byte of valid UTF-8. */
export function bytesOfCharacter(first: u32): u32 {
  return first < ASCII ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/** Code point of the character at a place of valid UTF-8; LLaMA's mark is a space. */
export function characterAt(at: usize): u32 {
  const first: u32 = load<u8>(at);
  if (first < ASCII) return first;
  const second: u32 = load<u8>(at, 1) & 0x3f;
  if (first < 0xe0) return ((first & 0x1f) << 6) | second;
  const third: u32 = load<u8>(at, 2) & 0x3f;
  if (first < 0xf0) {
    const code = ((first & 0x0f) << 12) | (second << 6) | third;
    return code == MARK ? SPACE : code;
  }
  return ((first & 0x07) << 18) | (second << 12) | (third << 6) | (load<u8>(at, 3) & 0x3f);
}

/** 0 where some piece may hold the two characters side by side, else 1. */
export function borderBetween(left: u32, right: u32): u32 {
  if ((left | right) < ASCII) return load<u8>(BORDERS_IN_ASCII + (left | (right << 8)));
  return load<u8>(BORDERS + ((left * 251 + right) & 0xffff));
}

/** The same of the byte of ASCII at a place and the one before it. */
export function borderBefore(at: usize): u32 {
  return load<u8>(BORDERS_IN_ASCII + (load<u16>(at - 1) as usize));
}
