import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codePoints, normaliseText, wordsOf } from "@/core/signals/normalise-text";

describe("text normalisation of RedPajama-V2", () => {
  it("deletes ASCII punctuation without leaving a space, lower-cases, strips, collapses and decomposes", () => {
    expect(normaliseText("  Don't  STOP—well-known\t\nCafé! ")).toBe("dont stop—wellknown cafe\u0301");
  });

  it("takes Python's white space, not JavaScript's", () => {
    expect(normaliseText("a\x1cb\x85c\u3000d")).toBe("a b c d");
    expect(normaliseText("\ufeffa")).toBe("\ufeffa");
  });

  it("has no words in blank and in punctuation-only texts", () => {
    for (const text of ["", " ", "\n\n", " ... !?", "_"]) expect(wordsOf(normaliseText(text))).toEqual([]);
  });

  it("never leaves an empty word and doesn't change what is normalised", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const normalised = normaliseText(text);
        expect(wordsOf(normalised)).not.toContain("");
        expect(wordsOf(normalised).join(" ")).toBe(normalised);
      }),
    );
  });

  it("counts code points as the string iterator does", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "🦙", "\ud83e", "\udd99", "é")), (parts) => {
        const text = parts.join("");
        expect(codePoints(text)).toBe([...text].length);
      }),
    );
  });
});
