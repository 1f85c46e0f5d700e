import { cutStretches } from "./cut-stretches";
import { countLong, countShort, LONGEST_LONG, LONGEST_SHORT } from "./known-stretches";
import { ENDS, MOST_SYMBOLS } from "./memory";
import { mergePieces } from "./merge-pieces";

export { TABLE_BYTES, TEXT } from "./memory";

/** Tokens of a stretch that is too long for this; who begins the kernel gives it. */
declare function countStretch(start: usize, end: usize): u32;

function countOne(start: usize, end: usize): u32 {
  const length = (end - start) as u32;
  // One byte is a character of ASCII, and that a piece or the piece of its byte.
  if (length == 1) return 1;
  if (length <= LONGEST_SHORT) return countShort(start, length);
  if (length <= LONGEST_LONG) return countLong(start, length);
  return length <= MOST_SYMBOLS ? mergePieces(start, end) : countStretch(start, end);
}

/** LLaMA tokens of the valid UTF-8 from `start` to `end`, which begins with SentencePiece's space. */
export function count(start: usize, end: usize): u32 {
  let tokens: u32 = 0;
  for (let at = start; at < end;) {
    const last = cutStretches(at, end);
    for (let place = ENDS; place < last; place += 4) {
      const next = load<u32>(place) as usize;
      tokens += countOne(at, next);
      at = next;
    }
  }
  return tokens;
}
