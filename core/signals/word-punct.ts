import { WHITE_SPACE } from "@/core/signals/normalise-text";

/** A word character as Python's `\w` knows it in a str pattern: letter, number or underscore, no combining mark. */
export const WORD_CHARACTER = "\\p{L}\\p{N}_";

const TOKEN = new RegExp(`[${WORD_CHARACTER}]+|[^${WORD_CHARACTER}${WHITE_SPACE}]+`, "gu");

/** Tokens of NLTK's WordPunctTokenizer, `\w+|[^\w\s]+`: runs of word characters and runs of everything else. */
export function wordPunct(text: string): string[] {
  return text.match(TOKEN) ?? [];
}
