import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excerptOfUtf8 } from "@/server/services/corpus/importing/excerpt";
import { excerptOf } from "@/server/services/document/document-row";

describe("the excerpt of a text in UTF-8", () => {
  it("is that of the text, however much white space and however long characters it has", () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 30 }),
      fc.constantFrom(
        " ",
        "a".repeat(159),
        "é".repeat(79),
        "\n",
        "\u3000",
        "\ufeff",
        "🐋",
        "word ",
        "\0",
        "\u202e",
      ),
    );
    const run = fc
      .tuple(piece, fc.constantFrom(1, 1, 1, 80, 300, 3000))
      .map(([text, times]) => text.toWellFormed().repeat(times));
    fc.assert(
      fc.property(fc.array(run, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        expect(excerptOfUtf8(Buffer.from(text))).toBe(excerptOf(text));
      }),
      { numRuns: 1000 },
    );
  });
});
