import { BYTE_OFFSET, PIECES, SPACE_MARK, TEXT_OFFSET } from "@/core/tokens/llama-vocabulary";
import { idOfPiece, mergePieces } from "@/core/tokens/merge-pieces";

/** Bounds of the cache; a longer stretch is rare and costs more to keep than to encode. */
const CACHED_STRETCHES = 65_536;
const CACHED_LENGTH = 32;

const PAIR_MASK = 0xffff;
const utf8 = new TextEncoder();
const cache = new Map<string, readonly number[]>();

/** Folded to 16 bits: two pairs that collide only lose a border, never gain one. */
const pairSlot = (left: number, right: number): number => (Math.imul(left, 251) + right) & PAIR_MASK;

/** 1 where some text piece holds the two UTF-16 units side by side; no merge crosses any other border. */
const joined = new Uint8Array(PAIR_MASK + 1);
for (const piece of PIECES.slice(TEXT_OFFSET)) {
  for (let at = 1; at < piece.length; at++) {
    joined[pairSlot(piece.charCodeAt(at - 1), piece.charCodeAt(at))] = 1;
  }
}

const isLowSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;

/** Ids of the characters, each its own piece or, where there is none, its UTF-8 bytes. */
function symbolsOf(stretch: string): number[] {
  const symbols: number[] = [];
  for (const character of stretch) {
    const id = idOfPiece(character);
    if (id !== undefined) symbols.push(id);
    else for (const byte of utf8.encode(character)) symbols.push(BYTE_OFFSET + byte);
  }
  return symbols;
}

function encodeStretch(stretch: string): readonly number[] {
  const known = cache.get(stretch);
  if (known !== undefined) return known;
  const ids = mergePieces(symbolsOf(stretch));
  if (stretch.length <= CACHED_LENGTH) {
    if (cache.size >= CACHED_STRETCHES) cache.clear();
    // A slice of 13 and more units keeps the whole text alive in V8; the detour copies it.
    cache.set(stretch.length < 13 ? stretch : `${SPACE_MARK}${stretch}`.slice(1), ids);
  }
  return ids;
}

/** Hands over the tokens of each stretch between borders that no piece of the vocabulary crosses. */
function eachStretch(text: string, visit: (ids: readonly number[]) => void): void {
  if (text === "") return;
  const marked = SPACE_MARK + text.replaceAll(" ", SPACE_MARK);
  let start = 0;
  let left = marked.charCodeAt(0);
  for (let at = 1; at < marked.length; at++) {
    const right = marked.charCodeAt(at);
    if (joined[pairSlot(left, right)] === 0 && !isLowSurrogate(right)) {
      visit(encodeStretch(marked.slice(start, at)));
      start = at;
    }
    left = right;
  }
  visit(encodeStretch(marked.slice(start)));
}

/**
 * LLaMA v1/v2 tokens of a text without BOS and EOS, with SentencePiece's leading space; special pieces such as `</s>`
 * in a text are plain characters. Identical to `encode(text, false, true)` of llama-tokenizer-js.
 */
export function encode(text: string): number[] {
  const tokens: number[] = [];
  eachStretch(text, (ids) => {
    for (const id of ids) tokens.push(id);
  });
  return tokens;
}

/** Number of LLaMA v1/v2 tokens of a text without BOS and EOS; 0 for the empty text. */
export function countTokens(text: string): number {
  let tokens = 0;
  eachStretch(text, (ids) => {
    tokens += ids.length;
  });
  return tokens;
}
