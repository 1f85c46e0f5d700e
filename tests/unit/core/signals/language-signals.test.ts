import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languageSignals } from "@/core/signals/language-signals";

const TEXT = "The cat sat. The cat ran!\nSEE 42 cats";
const anyText = fc.string({ unit: "binary", maxLength: 200 });
const wordyText = fc
  .array(fc.constantFrom("The", "whale", "42", "white", "whale.", "—", "É", "\n", "two words", "x!"), {
    maxLength: 40,
  })
  .map((parts) => parts.join(" "));

describe("natural-language signals", () => {
  it("give what the formulas give by hand", () => {
    // words: the cat sat the cat ran see 42 cats; lines of 26 and 11 code points
    const signals = languageSignals(TEXT);
    expect(signals.word_count).toBe(9);
    expect(signals.num_sentences).toBe(3);
    expect(signals.mean_word_length).toBe(27 / 9);
    expect(signals.frac_unique_words).toBeCloseTo((100 * 7) / 9, 12);
    const entropy = -2 * (2 / 9) * Math.log(2 / 9) - 5 * (1 / 9) * Math.log(1 / 9);
    expect(signals.unigram_entropy).toBeCloseTo(entropy, 12);
    expect(signals.frac_chars_top_2gram).toBeCloseTo((100 * 6 * 2) / 27, 12);
    expect(signals.frac_chars_top_3gram).toBe(0);
    expect(signals.terminal_punctuation_lines).toBe(50);
    expect(signals.uppercase_letter_fraction).toBeCloseTo(50 * (2 / 26 + 3 / 11), 12);
    expect(signals.numerical_chars_fraction).toBeCloseTo(50 * (0 + 2 / 11), 12);
    expect(signals.frac_no_alph_words).toBeCloseTo(100 * (1 - 25 / 37), 12);
  });

  it("are 0 or missing for an empty text, as RedPajama-V2 has None where nothing can be divided", () => {
    expect(languageSignals("")).toEqual({
      unigram_entropy: null,
      frac_no_alph_words: null,
      uppercase_letter_fraction: null,
      mean_word_length: null,
      frac_chars_top_2gram: 0,
      word_count: 0,
      frac_chars_top_3gram: 0,
      num_sentences: 0,
      numerical_chars_fraction: null,
      frac_unique_words: null,
      terminal_punctuation_lines: null,
    });
  });

  it("know a text of punctuation alone: lines and characters, but no words", () => {
    const signals = languageSignals("...\n");
    expect(signals.word_count).toBe(0);
    expect(signals.mean_word_length).toBeNull();
    expect(signals.numerical_chars_fraction).toBeNull();
    expect(signals.terminal_punctuation_lines).toBe(100);
    expect(signals.frac_no_alph_words).toBe(100);
  });

  it("stay in their ranges on any text", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, wordyText), (text) => {
        const s = languageSignals(text);
        const percents = [
          s.frac_no_alph_words,
          s.uppercase_letter_fraction,
          s.numerical_chars_fraction,
          s.frac_unique_words,
          s.terminal_punctuation_lines,
        ];
        for (const percent of percents) {
          expect(percent ?? 0).toBeGreaterThanOrEqual(0);
          expect(percent ?? 0).toBeLessThanOrEqual(100);
        }
        expect(s.frac_chars_top_2gram ?? 0).toBeGreaterThanOrEqual(0);
        expect(s.mean_word_length ?? 1).toBeGreaterThanOrEqual(1);
        const bound = Math.log(Math.max(1, s.word_count ?? 0)) + 1e-9;
        expect(s.unigram_entropy ?? 0).toBeGreaterThanOrEqual(0);
        expect(s.unigram_entropy ?? 0).toBeLessThanOrEqual(bound);
      }),
    );
  });

  it("doubles what it counts and keeps what it averages when a text of whole lines is written twice", () => {
    fc.assert(
      fc.property(wordyText, (text) => {
        const once = languageSignals(`${text}.\n`);
        const twice = languageSignals(`${text}.\n${text}.\n`);
        expect(twice.word_count).toBe(2 * (once.word_count ?? 0));
        if (once.mean_word_length !== null)
          expect(twice.mean_word_length).toBeCloseTo(once.mean_word_length, 9);
        if (once.unigram_entropy !== null) expect(twice.unigram_entropy).toBeCloseTo(once.unigram_entropy, 9);
        expect(twice.uppercase_letter_fraction).toBeCloseTo(once.uppercase_letter_fraction ?? 0, 9);
        expect(twice.terminal_punctuation_lines).toBeCloseTo(once.terminal_punctuation_lines ?? 0, 9);
      }),
    );
  });
});
