import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fracCharsTopNgram } from "@/core/signals/top-ngram";

describe("characters in the top n-gram", () => {
  it("counts overlapping occurrences each time, so that it may exceed 100 percent", () => {
    expect(fracCharsTopNgram(["ha", "ha", "ha", "ha"], 2)).toBe((100 * 4 * 3) / 8);
    expect(fracCharsTopNgram(["ha", "ha", "ha", "ha"], 3)).toBe((100 * 6 * 2) / 8);
  });

  it("lets the first n-gram to occur win a tie, whatever its length", () => {
    expect(fracCharsTopNgram(["a", "b", "longer", "words", "a", "b", "longer", "words"], 2)).toBe(
      (100 * 2 * 2) / 26,
    );
  });

  it("is 0 when no n-gram occurs twice or there are too few words", () => {
    expect(fracCharsTopNgram(["one", "two", "three"], 2)).toBe(0);
    expect(fracCharsTopNgram(["one"], 2)).toBe(0);
    expect(fracCharsTopNgram([], 3)).toBe(0);
  });

  it("equals a count over all pairs of positions", () => {
    const word = fc.constantFrom("a", "bb", "ccc");
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 25 }),
        fc.constantFrom(2 as const, 3 as const),
        (words, size) => {
          const starts = words
            .map((_, start) => words.slice(start, start + size))
            .filter((ngram) => ngram.length === size);
          const counts = starts.map(
            (ngram) => starts.filter((other) => other.join() === ngram.join()).length,
          );
          const most = Math.max(0, ...counts);
          const top = starts[counts.indexOf(most)] ?? [];
          const expected = most <= 1 ? 0 : (100 * top.join("").length * most) / words.join("").length;
          expect(fracCharsTopNgram(words, size)).toBeCloseTo(expected, 9);
        },
      ),
    );
  });
});
