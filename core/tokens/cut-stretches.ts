import { asciiPair, borderSlot, type TokenTables } from "@/core/tokens/token-tables";
import { ASCII, bytesOfCharacter, characterAt } from "@/core/tokens/utf8-characters";

/** Bytes looked at by a call; the ends found in them stay in the processor's first cache. */
const WINDOW = 4096;

/** An array that `cutStretches` can fill. */
export const roomForEnds = (): Int32Array => new Int32Array(WINDOW + 1);

/**
 * Cuts valid UTF-8 into stretches that no piece of the vocabulary, and so no merge, crosses.
 * @param start the begin of a stretch
 * @param ends takes the ends of the next stretches, at least one; the last of them is where to go on
 * @returns how many ends were found
 */
export function cutStretches(
  { bordersInAscii, borders }: TokenTables,
  bytes: Uint8Array,
  start: number,
  end: number,
  ends: Int32Array,
): number {
  const stop = Math.min(end, start + WINDOW);
  let found = 0;
  let left = bytes[start] ?? 0;
  let at = start + bytesOfCharacter(left);
  if (left >= ASCII) left = characterAt(bytes, start);
  while (at < stop || (found === 0 && at < end)) {
    const byte = bytes[at] ?? 0;
    // Written at every place and kept where there is a border: no branch to be guessed.
    ends[found] = at;
    if (byte < ASCII) {
      found += (left < ASCII ? bordersInAscii[asciiPair(left, byte)] : borders[borderSlot(left, byte)]) ?? 0;
      left = byte;
      at += 1;
    } else {
      const right = characterAt(bytes, at);
      found += borders[borderSlot(left, right)] ?? 0;
      left = right;
      at += bytesOfCharacter(byte);
    }
  }
  if (at >= end) ends[found++] = end;
  return found;
}
