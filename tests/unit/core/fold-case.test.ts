import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldCase } from "@/core/fold-case";

/** Pairs that a regular expression without regard to case knows and Unicode 15.0 does not. */
const LATER =
  /[\u0390\u03b0\u1fd3\u1fe3\ufb05\ufb06\u019b\u0264\u1c89\u1c8a\ua7cb-\ua7d5\ua7da-\ua7dc\u{10d50}-\u{10d85}\u{16ea0}-\u{16ed3}]/u;

const escape = (text: string): string =>
  Array.from(text, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`).join("");

describe("foldCase", () => {
  it.each([
    ["The QUICK", "the quick"],
    ["Straße STRASSE ẞ", "straße strasse ß"],
    ["ΣΊΣΥΦΟΣ ς", "σίσυφοσ σ"],
    ["\u212aelvin ſ µ", "kelvin s μ"],
    ["İstanbul ı I", "İstanbul ı i"],
    ["É é e\u0301", "é é e\u0301"],
    ["\u{10400} 🐋", "\u{10428} 🐋"],
    ["\ud800 a", "\ufffd a"],
  ])("brings %s to one case", (text, folded) => {
    expect(foldCase(text)).toBe(folded);
  });

  it("makes of two characters one exactly where a regular expression takes either for the other", () => {
    const cased: string[] = [];
    for (let code = 1; code < 0x110000; code += 1) {
      const character = String.fromCodePoint(code);
      const isCased = character.toLowerCase() !== character || character.toUpperCase() !== character;
      if (isCased && !LATER.test(character)) cased.push(character);
    }
    const all = cased.join("");
    const wrong = cased.filter((character) => {
      const alike: readonly string[] = all.match(new RegExp(escape(character), "giu")) ?? [];
      const folded = foldCase(character);
      return (
        alike.some((other) => foldCase(other) !== folded) ||
        !alike.includes(folded) !== !cased.includes(folded)
      );
    });
    expect(wrong).toEqual([]);
  });

  it("changes nothing when it is done again, and no number of characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const folded = foldCase(text);
        expect(foldCase(folded)).toBe(folded);
        expect(Array.from(folded)).toHaveLength(Array.from(text).length);
      }),
    );
  });
});
