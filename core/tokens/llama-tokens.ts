import { llamaTables } from "@/core/tokens/llama-tables";
import { TokenCounter } from "@/core/tokens/token-counter";
import { BYTE_OFFSET } from "@/core/tokens/token-tables";

const utf8 = new TextEncoder();
const counter = new TokenCounter(llamaTables());

/** Half a pair of UTF-16 on its own, which no UTF-8 can hold. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What SentencePiece makes of a lone surrogate: the bytes of U+FFFD, which merge with nothing. */
const REPLACEMENT = [0xef, 0xbf, 0xbd].map((byte) => BYTE_OFFSET + byte);

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
    for (const ids of counter.encode(bytes)) for (const id of ids) tokens.push(id);
  }
  return tokens;
}

/** Number of LLaMA v1/v2 tokens of a text without BOS and EOS; 0 for the empty text. */
export function countTokens(text: string): number {
  if (text === "") return 0;
  const parts = partsOf(text);
  const lone = (parts.length - 1) * REPLACEMENT.length;
  return parts.reduce((sum, bytes) => sum + counter.count(bytes, 0, bytes.length), lone);
}
