import { describe, expect, it } from "vitest";
import {
  linesOf,
  numericalCharsFraction,
  terminalPunctuationLines,
  uppercaseLetterFraction,
} from "@/core/signals/line-signals";

describe("line signals", () => {
  it("cuts lines after each newline and keeps the rest", () => {
    expect(linesOf("a\n\nb")).toEqual(["a\n", "\n", "b"]);
    expect(linesOf("a\n")).toEqual(["a\n"]);
    expect(linesOf("a\r\nb\u2028c")).toEqual(["a\r\n", "b\u2028c"]);
    expect(linesOf("")).toEqual([]);
  });

  it("takes . ! ? and ” for terminal, ignores white space after them, and nothing else", () => {
    expect(terminalPunctuationLines(["a. \n", "b!\n", "c?", "d”\r\n"])).toBe(100);
    expect(terminalPunctuationLines(['a"\n', "b:\n", "c…\n", "\n", ". x"])).toBe(0);
  });

  it("counts the newline into the length of a raw line", () => {
    expect(uppercaseLetterFraction(["AB\n", "\n"])).toBeCloseTo(50 * (2 / 3), 12);
  });

  it("takes upper case by Unicode: É and Ⅳ are, ß and the title-case ǅ aren't", () => {
    expect(uppercaseLetterFraction(["ÉⅣßǅ"])).toBe(50);
  });

  it("leaves lines that normalise to nothing out of the numerical mean", () => {
    expect(numericalCharsFraction(["12\n", "---\n", "\n", "ab\n"])).toBe(50);
    expect(numericalCharsFraction(["--\n"])).toBeNull();
  });

  it("takes numeric characters by Unicode: ½, ٣, Ⅷ and 三 are", () => {
    expect(numericalCharsFraction(["½٣Ⅷ三"])).toBe(100);
  });
});
