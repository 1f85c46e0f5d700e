import llamaTokenizer from "llama-tokenizer-js";
import { BYTE_OFFSET } from "@/core/tokens/token-tables";

/** What LLaMA's SentencePiece model writes for a space. */
export const SPACE_MARK = "▁";

export const SPECIAL_PIECES = ["<unk>", "<s>", "</s>"] as const;

/** The 32,000 pieces of LLaMA v1/v2 by token id: 3 special ones, 256 bytes `<0x00>`…`<0xFF>`, then text. */
export const PIECES: readonly string[] = llamaTokenizer.vocabById;

/** Id of the first piece that is text. */
export const TEXT_OFFSET = BYTE_OFFSET + 256;

/** Merges of byte-pair encoding as pairs of pieces, the first applied first; no piece holds a plain space. */
export function* merges(): Generator<readonly [string, string]> {
  for (const pair of llamaTokenizer.merges.keys()) {
    const space = pair.indexOf(" ");
    yield [pair.slice(0, space), pair.slice(space + 1)];
  }
}
