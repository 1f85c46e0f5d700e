import type { RATERS, RaterId } from "@/core/raters";
import {
  linesOf,
  numericalCharsFraction,
  terminalPunctuationLines,
  uppercaseLetterFraction,
} from "@/core/signals/line-signals";
import { normaliseText, wordsOf } from "@/core/signals/normalise-text";
import { fracNoAlphWords, numSentences } from "@/core/signals/text-signals";
import { fracCharsTopNgram } from "@/core/signals/top-ngram";
import { countWords, fracUniqueWords, meanWordLength, unigramEntropy } from "@/core/signals/word-signals";

type LanguageRater = Extract<(typeof RATERS)[number], { family: "natural-language" }>["id"] & RaterId;
export type LanguageSignals = Readonly<Record<LanguageRater, number | null>>;

/**
 * The 11 natural-language raters of a text, by the formulas of RedPajama-V2 and with the units of the released records
 * (fractions in percent). null where a formula divides by nothing: a text without words, lines or characters.
 */
export function languageSignals(text: string): LanguageSignals {
  const words = wordsOf(normaliseText(text));
  const counts = countWords(words);
  const lines = linesOf(text);
  return {
    unigram_entropy: unigramEntropy(counts, words.length),
    frac_no_alph_words: fracNoAlphWords(text),
    uppercase_letter_fraction: uppercaseLetterFraction(lines),
    mean_word_length: meanWordLength(words),
    frac_chars_top_2gram: fracCharsTopNgram(words, 2),
    word_count: words.length,
    frac_chars_top_3gram: fracCharsTopNgram(words, 3),
    num_sentences: numSentences(text),
    numerical_chars_fraction: numericalCharsFraction(lines),
    frac_unique_words: fracUniqueWords(counts, words.length),
    terminal_punctuation_lines: terminalPunctuationLines(lines),
  };
}
