import { merges, PIECES, SPACE_MARK, SPECIAL_PIECES } from "@/core/tokens/llama-vocabulary";

const addedToken = (content: string, id: number) => ({
  id,
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
});

/**
 * The LLaMA v1/v2 tokenizer as `tokenizer.json` of Hugging Face `tokenizers`. It adds no BOS and no EOS. Encodes as
 * `encode` of llama-tokens.ts once `encode_special_tokens` is set, so that `</s>` in a text stays plain text.
 */
export function tokenizerJson() {
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: SPECIAL_PIECES.map(addedToken),
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "Prepend", prepend: SPACE_MARK },
        { type: "Replace", pattern: { String: " " }, content: SPACE_MARK },
      ],
    },
    pre_tokenizer: null,
    post_processor: null,
    decoder: {
      type: "Sequence",
      decoders: [
        { type: "Replace", pattern: { String: SPACE_MARK }, content: " " },
        { type: "ByteFallback" },
        { type: "Fuse" },
        { type: "Strip", content: " ", start: 1, stop: 0 },
      ],
    },
    model: {
      type: "BPE",
      dropout: null,
      unk_token: SPECIAL_PIECES[0],
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: true,
      byte_fallback: true,
      ignore_merges: false,
      vocab: Object.fromEntries(PIECES.map((piece, id) => [piece, id])),
      merges: Array.from(merges(), ([left, right]) => `${left} ${right}`),
    },
  };
}
