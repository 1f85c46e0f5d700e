import { describe, expect, it } from "vitest";
import { fracNoAlphWords, numSentences } from "@/core/signals/text-signals";

describe("signals of the raw text", () => {
  it("counts sentences as Python's regular expression does", () => {
    expect(numSentences("Hello there. How are you? Fine!!! Bye")).toBe(4);
    expect(numSentences("3.14 is a number")).toBe(2);
    expect(numSentences("... !!! ???")).toBe(0);
    expect(numSentences("Привет. Как дела?")).toBe(2);
    expect(numSentences("")).toBe(0);
  });

  it("starts a sentence at any word border, also at the end of a word", () => {
    expect(numSentences("a. (b) c")).toBe(2);
    expect(numSentences("e.g. this")).toBe(3);
  });

  it("gives the share of characters that aren't ASCII letters, in percent", () => {
    expect(fracNoAlphWords("abCD")).toBe(0);
    expect(fracNoAlphWords("a1 é")).toBe(75);
    expect(fracNoAlphWords("🦙a")).toBe(50);
    expect(fracNoAlphWords("")).toBeNull();
  });
});
