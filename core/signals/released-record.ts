import { languageSignals } from "@/core/signals/language-signals";
import { type StandInRatings, standInRatings } from "@/core/signals/stand-ins";
import { textFeatures } from "@/core/signals/text-features";

/** The three importance raters of a document. */
export interface ImportanceScores {
  readonly dsir_books: number;
  readonly dsir_wiki: number;
  readonly dsir_math: number;
}

/** The 22 rater fields of a record of SlimPajama-Meta-rater. */
export type ReleasedRatings = Readonly<Record<`rps_${string}`, number | null>> &
  ImportanceScores &
  StandInRatings;

/** Computed signals, the given importance scores and stand-in model ratings of a text, under the released names. */
export function releasedRatings(text: string, importance: ImportanceScores): ReleasedRatings {
  const signals = languageSignals(text);
  return {
    rps_doc_unigram_entropy: signals.unigram_entropy,
    rps_doc_frac_no_alph_words: signals.frac_no_alph_words,
    rps_lines_uppercase_letter_fraction: signals.uppercase_letter_fraction,
    rps_doc_mean_word_length: signals.mean_word_length,
    rps_doc_frac_chars_top_2gram: signals.frac_chars_top_2gram,
    rps_doc_word_count: signals.word_count,
    rps_doc_frac_chars_top_3gram: signals.frac_chars_top_3gram,
    rps_doc_num_sentences: signals.num_sentences,
    rps_lines_numerical_chars_fraction: signals.numerical_chars_fraction,
    rps_doc_frac_unique_words: signals.frac_unique_words,
    rps_lines_ending_with_terminal_punctution_mark: signals.terminal_punctuation_lines,
    ...importance,
    ...standInRatings(textFeatures(text)),
  };
}
