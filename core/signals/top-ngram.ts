import { codePoints } from "@/core/signals/normalise-text";
import { countWords } from "@/core/signals/word-signals";

/**
 * rps_doc_frac_chars_top_{2,3}gram in percent: c · code points of the most common word n-gram / code points of all words,
 * c its count; the first to occur wins a tie. 0 when no n-gram occurs twice. Overlapping occurrences count each time, so
 * that it may exceed 100.
 */
export function fracCharsTopNgram(words: readonly string[], size: 2 | 3): number {
  const ngrams: string[] = [];
  for (let end = size; end <= words.length; end++) ngrams.push(words.slice(end - size, end).join(" "));
  let top = "";
  let most = 1;
  for (const [ngram, count] of countWords(ngrams)) {
    if (count > most) [top, most] = [ngram, count];
  }
  if (most === 1) return 0;
  const characters = words.reduce((sum, word) => sum + codePoints(word), 0);
  return (100 * (codePoints(top) - (size - 1)) * most) / characters;
}
