/** Tokens before and after every document: BOS and EOS of the LLaMA 2 tokenizer. */
export const BORDERS = { bos: 1, eos: 2 } as const;
