import { codePoints } from "@/core/signals/normalise-text";

/** How often each word occurs, in order of first occurrence. */
export function countWords(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** rps_doc_mean_word_length: code points a word, null without words (RedPajama-V2's None). */
export function meanWordLength(words: readonly string[]): number | null {
  if (words.length === 0) return null;
  return words.reduce((sum, word) => sum + codePoints(word), 0) / words.length;
}

/** rps_doc_frac_unique_words in percent: distinct words / words, null without words. */
export function fracUniqueWords(counts: ReadonlyMap<string, number>, words: number): number | null {
  return words === 0 ? null : (100 * counts.size) / words;
}

/** rps_doc_unigram_entropy in nats: −Σ p ln p over the words, null without words. */
export function unigramEntropy(counts: ReadonlyMap<string, number>, words: number): number | null {
  if (words === 0) return null;
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / words) * Math.log(count / words);
  return entropy === 0 ? 0 : entropy;
}
