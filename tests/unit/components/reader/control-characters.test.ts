import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countControls, shownText, textPieces } from "@/components/reader/control-characters";

const letters = fc.constantFrom(
  ..."ab \t\n\r\0\x1b\x85\xad\u200b\u200d\u202e\u202c\u2066\u2069\u200f\ufeff\u0301\ue000",
  "\u{e0041}",
  "\u{1f40b}",
);
const texts = fc.array(letters, { maxLength: 40 }).map((parts) => parts.join(""));
const BIDI = /[\0\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

describe("control characters", () => {
  it("are named where they must not take effect, a run of one only once", () => {
    expect(
      textPieces("a\u202eevil\u202c b\0\0\0", false).map(({ text, control }) => [
        text,
        control?.short,
        control?.times,
      ]),
    ).toEqual([
      ["a", undefined, undefined],
      ["\u202e", "RLO", 1],
      ["evil", undefined, undefined],
      ["\u202c", "PDF", 1],
      [" b", undefined, undefined],
      ["\0\0\0", "NUL", 3],
    ]);
    expect(textPieces("\u202e", false)[0]?.control?.title).toBe("U+202E right-to-left override");
  });

  it("that are harmless are shown only when asked for", () => {
    const text = "\ufeffzero\u200bwidth \x1b[31mred \x07";
    expect(textPieces(text, false)).toEqual([{ text, control: null }]);
    expect(textPieces(text, true).flatMap(({ control }) => control?.title ?? [])).toEqual([
      "U+FEFF byte order mark",
      "U+200B zero width space",
      "U+001B escape",
      "U+0007 control character",
    ]);
  });

  it("leave every character where it was: pieces join to the text, what is shown has its length", () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, all) => {
        const pieces = textPieces(text, all);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        expect(pieces.reduce((sum, { control }) => sum + (control?.times ?? 0), 0)).toBe(
          countControls(text, all),
        );
        const shown = shownText(text, all);
        expect(shown.length).toBe(text.length);
        expect(shown).not.toMatch(BIDI);
        expect(shown.replace(/\r\n/g, "\n")).not.toContain("\r");
      }),
    );
  });

  it("never touch what can be seen", () => {
    const text = "Tab\tand line\nand café \u{1f40b} \ue000 ا";
    expect(shownText(text, true)).toBe(text);
  });
});
