import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainMarkdown, plainMarkdownLine } from "@/core/plain-markdown";

describe("text as Markdown", () => {
  it.each([
    ["plain words, with punctuation.", "plain words, with punctuation."],
    ["*bold* _it_ `code` ~gone~", "\\*bold\\* \\_it\\_ \\`code\\` \\~gone\\~"],
    ["[a](javascript:alert(1))", "\\[a\\](javascript:alert(1))"],
    ["<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"],
    ["a & b &lt; c", "a \\& b \\&lt; c"],
    ["# no heading", "\\# no heading"],
    ["1. one\n2) two\n3 three", "1\\. one\n2\\) two\n3 three"],
    ["- a\n+ b\n> c", "\\- a\n\\+ b\n\\> c"],
    ["title\n=====", "title\n\\====="],
    ["---", "\\---"],
    ["    code by indent", "code by indent"],
    ["a | b", "a \\| b"],
    ["a\r\nb\rc", "a\nb\nc"],
    ["a\n\n\n\n\nb", "a\n\nb"],
    ["\u202Eevil\u0000\u200B\uFEFF", "evil"],
  ])("writes %j as %j", (text, markdown) => {
    expect(plainMarkdown(text)).toBe(markdown);
  });

  it("keeps every visible character and adds nothing but backslashes before ASCII punctuation", () => {
    const visible = fc.string({ unit: fc.constantFrom(..."aé𝕏 *_`[]<>&|~$#-+=:.)!\\1\n\"'(") });
    fc.assert(
      fc.property(visible, (text) => {
        const read = plainMarkdown(text).replace(/\\([!-/:-@[-`{-~])/g, "$1");
        const lines = (whole: string) => whole.split("\n").map((line) => line.trim());
        expect(lines(read).filter(Boolean)).toEqual(lines(text).filter(Boolean));
      }),
    );
  });

  it("leaves no markup that is not escaped", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const unescaped = plainMarkdown(text).replace(/\\./gsu, "");
        expect(unescaped).not.toMatch(/[\\`*_[\]<>&|~$#]/);
      }),
    );
  });

  it("is one line where one is asked for", () => {
    expect(plainMarkdownLine(" a\n\n# b ")).toBe("a \\# b");
  });
});
