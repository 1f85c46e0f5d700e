import { cutStretches, roomForEnds } from "@/core/tokens/cut-stretches";
import { BYTE_OFFSET } from "@/core/tokens/llama-vocabulary";
import { mergePieces } from "@/core/tokens/merge-pieces";
import { symbolsOf } from "@/core/tokens/piece-tables";
import { LONGEST_KNOWN, StretchCounts } from "@/core/tokens/stretch-counts";

/** Symbols of a stretch that there is always room for; a longer one gets its own. */
const ROOM = 4096;

const utf8 = new TextEncoder();
const room = new Uint16Array(ROOM);
const ends = roomForEnds();
const known = new StretchCounts();

/** Half a pair of UTF-16 on its own, which no UTF-8 can hold. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What SentencePiece makes of a lone surrogate: the bytes of U+FFFD, which merge with nothing. */
const REPLACEMENT = [0xef, 0xbf, 0xbd].map((byte) => BYTE_OFFSET + byte);

/** Memory for the symbols of a stretch. */
const roomFor = (length: number): Uint16Array => (length <= ROOM ? room : new Uint16Array(length));

/** Ids of the tokens of one stretch, valid until the next call. */
function encodeStretch(bytes: Uint8Array, start: number, end: number): Uint16Array {
  const symbols = roomFor(end - start);
  return symbols.subarray(0, mergePieces(symbols, symbolsOf(bytes, start, end, symbols)));
}

function countStretch(bytes: Uint8Array, start: number, end: number): number {
  const symbols = roomFor(end - start);
  return mergePieces(symbols, symbolsOf(bytes, start, end, symbols));
}

function countStretches(bytes: Uint8Array, start: number, end: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lastKnown = bytes.byteLength - LONGEST_KNOWN;
  let tokens = 0;
  for (let at = start; at < end;) {
    const found = cutStretches(bytes, at, end, ends);
    for (let index = 0; index < found; index += 1) {
      const next = ends[index] ?? end;
      const length = next - at;
      // One byte is a character of ASCII, and that a piece or the piece of its byte.
      if (length === 1) tokens += 1;
      else if (length <= LONGEST_KNOWN && at <= lastKnown) {
        const count = known.find(view, at, length);
        tokens += count === 0 ? countNew(bytes, view, at, next) : count;
      } else tokens += countStretch(bytes, at, next);
      at = next;
    }
  }
  return tokens;
}

/** Counts a stretch that is not known, and remembers it. */
function countNew(bytes: Uint8Array, view: DataView, start: number, end: number): number {
  const count = countStretch(bytes, start, end);
  known.keep(view, start, end - start, count);
  return count;
}

/** UTF-8 of what lies between the lone surrogates of a text, the first with SentencePiece's leading space. */
const partsOf = (text: string): Uint8Array[] =>
  ` ${text}`.split(LONE_SURROGATE).map((part) => utf8.encode(part));

/**
 * LLaMA v1/v2 tokens of a text without BOS and EOS, with SentencePiece's leading space; special pieces such as `</s>`
 * in a text are plain characters. Identical to `encode(text, false, true)` of llama-tokenizer-js.
 */
export function encode(text: string): number[] {
  const tokens: number[] = [];
  if (text === "") return tokens;
  for (const [index, bytes] of partsOf(text).entries()) {
    if (index > 0) tokens.push(...REPLACEMENT);
    for (let at = 0; at < bytes.length;) {
      const found = cutStretches(bytes, at, bytes.length, ends);
      for (const next of ends.subarray(0, found)) {
        for (const id of encodeStretch(bytes, at, next)) tokens.push(id);
        at = next;
      }
    }
  }
  return tokens;
}

/** Number of LLaMA v1/v2 tokens of a text without BOS and EOS; 0 for the empty text. */
export function countTokens(text: string): number {
  if (text === "") return 0;
  const parts = partsOf(text);
  const lone = (parts.length - 1) * REPLACEMENT.length;
  return parts.reduce((sum, bytes) => sum + countStretches(bytes, 0, bytes.length), lone);
}

/**
 * The same of a text that lies as valid UTF-8 in `bytes` from `start` to `end`.
 * @param bytes with a space at `start - 1`: the one that SentencePiece puts before a text
 */
export function countTokensUtf8(bytes: Uint8Array, start: number, end: number): number {
  return start === end ? 0 : countStretches(bytes, start - 1, end);
}
