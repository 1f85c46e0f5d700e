import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { llamaTables } from "@/core/tokens/llama-tables";
import { TokenCounter } from "@/core/tokens/token-counter";
import { readKernel } from "@/server/services/corpus/importing/kernel-files";
import { TokenKernel } from "@/server/services/corpus/importing/token-kernel";

declare global {
  /** ES2024, in Node from 20 on; the compiler's library is ES2023. */
  interface String {
    toWellFormed(): string;
  }
}

const kernel = new TokenKernel(await readKernel());
const counter = new TokenCounter(llamaTables());

/** A text among other bytes, with the space before it that SentencePiece wants. */
function bothCounts(text: string, before = 3, after = 5): [number, number] {
  const bytes = Buffer.concat([Buffer.alloc(before, "x"), Buffer.from(` ${text}`), Buffer.alloc(after, "y")]);
  const place = [bytes, before, bytes.length - after] as const;
  return [kernel.countText(...place), counter.countText(...place)];
}

const expectSame = (text: string, before?: number, after?: number): void => {
  const [counted, wanted] = bothCounts(text, before, after);
  expect(counted).toBe(wanted);
};

const awkward = fc.constantFrom(
  ...[
    "",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    "\0",
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
  ],
  ...["a\0", "a\0\0", "====", "0123456789abcd", "0123456789abcde", "\u{1f999}", "\u{10ffff}", "\uffff", "𝐱"],
);
const part = fc.oneof(
  awkward,
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc
    .tuple(fc.constantFrom("a", "ab", " ", "=", "é", "中", "\0"), fc.nat(400))
    .map(([unit, times]) => unit.repeat(times)),
);

describe("the token kernel", () => {
  it("counts no token in the empty text", () => {
    expect(bothCounts("")).toEqual([0, 0]);
  });

  it("counts the tokens of the published examples", () => {
    expect(bothCounts("grabbed")).toEqual([3, 3]);
    expect(bothCounts("           grabbed")).toEqual([4, 4]);
    expect(bothCounts("镇")).toEqual([2, 2]);
    expect(bothCounts("🦙")).toEqual([5, 5]);
  });

  it("counts as the counter in any well-formed text, wherever it lies and whatever is remembered", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.nat(20), fc.nat(40), (parts, before, after) => {
        const text = parts.join("").toWellFormed();
        expectSame(text, before, after);
        expectSame(text, before, after);
      }),
      { numRuns: 2000 },
    );
  });

  it("counts words of every length, those that it has just remembered and those that it has forgotten", () => {
    for (let length = 1; length <= 70; length += 1)
      for (const unit of ["z", "é", "中"]) {
        expectSame(unit.repeat(length));
        expectSame(`${"q".repeat(length)}${unit}`);
        expectSame(`${unit.repeat(length)}\0`);
      }
    for (let word = 0; word < 200_000; word += 1)
      kernel.countText(Buffer.from(` ${word.toString(36)}xq`), 0, 3);
    expectSame("Words of a kernel that was flushed and filled anew, interestinglylongones too.");
  });

  it("counts runs that no border cuts, up to those that it leaves to the counter", () => {
    for (const length of [255, 256, 257, 300, 5000])
      for (const unit of ["a", " ", "=", "abracadabra", "é"]) expectSame(unit.repeat(length));
  });

  it("counts texts longer than what is looked at at once, and than its memory", () => {
    expectSame("Call me Ishmael. Some years ago, never mind how long. ".repeat(2000));
    expectSame("Ich weiß nicht, 中文 und 🙂. ".repeat(2000));
    expectSame("word ".repeat(900_000));
  }, 60_000);
});
