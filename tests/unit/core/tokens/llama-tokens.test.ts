import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import llamaTokenizer from "llama-tokenizer-js";
import { describe, expect, it } from "vitest";
import { llamaTables } from "@/core/tokens/llama-tables";
import { countTokens, encode } from "@/core/tokens/llama-tokens";
import { TokenCounter } from "@/core/tokens/token-counter";

declare global {
  /** ES2024, in Node from 20 on; the compiler's library is ES2023. */
  interface String {
    toWellFormed(): string;
  }
}

const counter = new TokenCounter(llamaTables());
const library = (text: string): number[] => llamaTokenizer.encode(text, false, true);

const DOCUMENTS = path.resolve(import.meta.dirname, "../../../../../shared/data/documents.jsonl.gz");

const awkward = fc.constantFrom(
  " ",
  "  ",
  "\n",
  "\r\n",
  "\t",
  "▁",
  "</s>",
  "<0x0A>",
  "the",
  " the",
  "🙂",
  "👩‍👩‍👧",
  "中",
  "é",
  "ё",
  "\ufffd",
  "\ud800",
  "====",
);

describe("LLaMA tokens", () => {
  it("gives the tokens of the published examples", () => {
    expect(encode("grabbed")).toEqual([2646, 1327, 287]);
    expect(encode(" grabbed")).toEqual([29871, 2646, 1327, 287]);
    expect(encode("           grabbed")).toEqual([9651, 2646, 1327, 287]);
    expect(encode("\n")).toEqual([29871, 13]);
    expect(encode("镇")).toEqual([29871, 30411]);
    expect(encode("🦙")).toEqual([29871, 243, 162, 169, 156]);
  });

  it("gives no token for the empty text", () => {
    expect(encode("")).toEqual([]);
    expect(countTokens("")).toBe(0);
  });

  it("takes special pieces in a text for plain characters", () => {
    expect(encode("</s>")).not.toContain(2);
    expect(encode("</s>")).toEqual(library("</s>"));
  });

  it("equals the library on any unicode text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        expect(encode(text)).toEqual(library(text));
      }),
      { numRuns: 500 },
    );
  });

  it("equals the library on mixtures of spaces, newlines, emoji, words and lone surrogates", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(awkward, fc.string({ maxLength: 12 })), { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        expect(encode(text)).toEqual(library(text));
        expect(countTokens(text)).toBe(encode(text).length);
      }),
      { numRuns: 500 },
    );
  });

  it("equals the library on long runs that no border cuts", () => {
    for (const text of [" ".repeat(3000), "=".repeat(2500), "a".repeat(4000), "abracadabra".repeat(300)]) {
      expect(encode(text)).toEqual(library(text));
    }
  });

  it("counts the same whatever it has counted before", () => {
    const text = "A whale of a cache, an interestinglylong one, flushed and filled anew.";
    const before = countTokens(text);
    for (let word = 0; word < 300_000; word++) {
      countTokens(`${word.toString(26).replace(/\d/g, "q")} ${word.toString(36)}abcdefgh`);
    }
    expect(countTokens(text)).toBe(before);
    expect(before).toBe(library(text).length);
  });

  it("counts what it encodes in any unicode text, whether its words are remembered or not", () => {
    const part = fc.oneof(
      awkward,
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.string({ maxLength: 30 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        const slow = encode(text).length;
        expect([countTokens(text), countTokens(text)]).toEqual([slow, slow]);
      }),
      { numRuns: 2000 },
    );
  });

  it("counts a text that lies among other bytes, wherever it begins and ends", () => {
    const part = fc.oneof(awkward, fc.string({ unit: "grapheme", maxLength: 20 }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.nat(9), fc.nat(20), (parts, before, after) => {
        const text = parts.join("").toWellFormed();
        const bytes = Buffer.concat([
          Buffer.alloc(before, "x"),
          Buffer.from(` ${text}`),
          Buffer.alloc(after, "y"),
        ]);
        expect(counter.countText(bytes, before, bytes.length - after)).toBe(library(text).length);
      }),
      { numRuns: 500 },
    );
  });

  it("counts texts longer than what is looked at at once", () => {
    fc.assert(
      fc.property(fc.array(awkward, { minLength: 1, maxLength: 12 }), fc.nat(3), (parts, shift) => {
        const text = `${"x".repeat(shift)}${parts.join("").toWellFormed().repeat(700)}`;
        expect(countTokens(text)).toBe(library(text).length);
      }),
      { numRuns: 20 },
    );
  });

  it("equals the library on real documents", (context) => {
    if (!existsSync(DOCUMENTS))
      return context.skip("no ../shared/data/documents.jsonl.gz beside the repository");
    const lines = gunzipSync(readFileSync(DOCUMENTS)).toString("utf8").trimEnd().split("\n");
    const sampled = lines.filter((_, line) => line % 23 === 0);
    expect(sampled.length).toBeGreaterThan(200);
    for (const line of sampled) {
      const { text } = JSON.parse(line) as { text: string };
      const excerpt = text.slice(0, 4000);
      expect(countTokens(excerpt)).toBe(library(excerpt).length);
      expect(encode(excerpt)).toEqual(library(excerpt));
    }
  }, 120_000);
});
