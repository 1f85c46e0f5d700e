import { ASCII, borderBefore, borderBetween, bytesOfCharacter, characterAt } from "./characters";
import { ENDS, WINDOW } from "./memory";

const NOT_ASCII: u64 = 0x8080808080808080;

/** Written at every place and kept where there is a border: no branch to be guessed. */
function mark(next: usize, at: usize): usize {
  store<u32>(next, at as u32);
  return next + ((borderBefore(at) as usize) << 2);
}

/**
 * Cuts valid UTF-8 into stretches that no piece of the vocabulary, and so no merge, crosses. Writes to `ENDS` where the next
 * ones end, at least one; the last of them is where to go on.
 * @returns the address behind the last
 */
export function cutStretches(start: usize, end: usize): usize {
  const stop = min(end, start + WINDOW);
  let next = ENDS;
  let left = characterAt(start);
  let at = start + bytesOfCharacter(load<u8>(start));
  while (at < stop || (next == ENDS && at < end)) {
    // LLaMA's mark counts as a space, but its last byte is none.
    if (load<u8>(at - 1) < ASCII && at + 8 <= stop && (load<u64>(at) & NOT_ASCII) == 0) {
      next = mark(next, at);
      next = mark(next, at + 1);
      next = mark(next, at + 2);
      next = mark(next, at + 3);
      next = mark(next, at + 4);
      next = mark(next, at + 5);
      next = mark(next, at + 6);
      next = mark(next, at + 7);
      at += 8;
      left = load<u8>(at - 1);
    } else {
      const right = characterAt(at);
      store<u32>(next, at as u32);
      next += (borderBetween(left, right) as usize) << 2;
      left = right;
      at += bytesOfCharacter(load<u8>(at));
    }
  }
  if (at < end) return next;
  store<u32>(next, end as u32);
  return next + 4;
}
