import { codePoints, countMatches } from "@/core/signals/normalise-text";
import { WORD_CHARACTER } from "@/core/signals/word-punct";

const WORD = `[${WORD_CHARACTER}]`;
const BORDER = `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`;
/** RedPajama-V2's `\b[^.!?]+[.!?]*` with Python's Unicode `\b`, which JavaScript's isn't. */
const SENTENCE = new RegExp(`${BORDER}[^.!?]+[.!?]*`, "gu");
const ASCII_LETTER = /[A-Za-z]/g;

/** rps_doc_num_sentences: matches of `\b[^.!?]+[.!?]*` in the raw text; 0 for an empty text. */
export const numSentences = (text: string): number => countMatches(text, SENTENCE);

/**
 * rps_doc_frac_no_alph_words as the released rows have it, whatever the name says:
 * 100 · (1 − ASCII letters / code points) of the raw text; null for an empty text.
 */
export function fracNoAlphWords(text: string): number | null {
  return text === "" ? null : 100 * (1 - countMatches(text, ASCII_LETTER) / codePoints(text));
}
