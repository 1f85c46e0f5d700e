import type { RaterId } from "@/core/raters";

export interface RaterDefinition {
  /** What is measured, one sentence. */
  readonly definition: string;
  /** What made the number. */
  readonly method: string;
}

const REDPAJAMA = "RedPajama-V2 signal";
const DSIR = "DSIR: hashed uni- and bigrams, Σ counts · [ln p(target) − ln p(raw)], not divided by length";
const QURATER = "QuRater-1.3B, logits of 512-token chunks averaged by length";
const PRRC = "ModernBERT-base classifier with levels 0–5, up to 4,096 tokens";
const WANJUAN = "WanJuan-CC BERT classifier with 2 classes";

/** In the words of the paper (arXiv 2504.14194) and of RedPajama-V2, DSIR and QuRating. */
const DEFINITIONS: Readonly<Record<RaterId, RaterDefinition>> = {
  unigram_entropy: {
    definition: "Entropy −Σ p ln p of the words: high where the vocabulary is varied.",
    method: REDPAJAMA,
  },
  frac_no_alph_words: {
    definition:
      "Share of the text without letters; in the released rows 100 · (1 − ASCII letters ÷ characters).",
    method: REDPAJAMA,
  },
  uppercase_letter_fraction: {
    definition: "Upper-case letters ÷ line length, mean over lines.",
    method: REDPAJAMA,
  },
  mean_word_length: { definition: "Mean number of characters in a word.", method: REDPAJAMA },
  frac_chars_top_2gram: {
    definition: "Share of characters in the most frequent pair of words: high where the text repeats itself.",
    method: REDPAJAMA,
  },
  word_count: { definition: "Number of words after normalising the text.", method: REDPAJAMA },
  frac_chars_top_3gram: {
    definition:
      "Share of characters in the most frequent triple of words: high where the text repeats itself.",
    method: REDPAJAMA,
  },
  num_sentences: { definition: "Number of sentences.", method: REDPAJAMA },
  numerical_chars_fraction: { definition: "Digits ÷ line length, mean over lines.", method: REDPAJAMA },
  frac_unique_words: {
    definition: "Distinct words ÷ words; falls with the length of a text.",
    method: REDPAJAMA,
  },
  terminal_punctuation_lines: { definition: "Share of lines that end in . ! ? or ”.", method: REDPAJAMA },
  writing_style: { definition: "How polished the writing is.", method: QURATER },
  required_expertise: { definition: "How much expertise a reader needs.", method: QURATER },
  facts_and_trivia: { definition: "How many facts and how much trivia it holds.", method: QURATER },
  educational_value: { definition: "How much a reader can learn from it.", method: QURATER },
  fineweb_edu: {
    definition: "Educational quality for school, about −0.4 to 4.1.",
    method: "FineWeb-Edu classifier on the first 512 tokens",
  },
  dsir_wikipedia: {
    definition: "How much more likely the text is in Wikipedia than in raw web pages.",
    method: DSIR,
  },
  dsir_math: {
    definition: "How much more likely the text is in mathematics than in raw web pages.",
    method: DSIR,
  },
  dsir_books: {
    definition: "How much more likely the text is in books than in raw web pages.",
    method: DSIR,
  },
  advertisement: { definition: "Free of advertisement (class 1) or not (class 0).", method: WANJUAN },
  fluency: { definition: "Fluent (class 1) or not (class 0).", method: WANJUAN },
  professionalism: {
    definition: "Depth of expert knowledge, from texts for children (1) to advanced papers (5).",
    method: PRRC,
  },
  readability: {
    definition: "Clarity and ease of reading, from serious problems (1) to outstanding (5).",
    method: PRRC,
  },
  reasoning: {
    definition: "Depth of the reasoning, from first elements (1) to many dimensions (5).",
    method: PRRC,
  },
  cleanliness: {
    definition: "Formatting, completeness and appropriate content, from serious problems (1) to perfect (5).",
    method: PRRC,
  },
};

export const definitionOf = (rater: RaterId): RaterDefinition => DEFINITIONS[rater];
