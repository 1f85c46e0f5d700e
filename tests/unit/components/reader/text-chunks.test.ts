import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chunkAt,
  chunkStarts,
  cutChunks,
  estimatedLines,
  LOOK_AHEAD,
  partStarts,
} from "@/components/reader/text-chunks";

const cut = (text: string) => cutChunks(text, true).chunks;

const pieces = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom(
    "\n",
    "\r\n",
    "x".repeat(9_000),
    "a ".repeat(15_000),
    "\u{1f40b}".repeat(13_000),
    "\n".repeat(9_000),
  ),
  fc.constantFrom("a" + "\u0301".repeat(4_000), "\u{1d165}".repeat(3_000)),
);
const texts = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(""));

describe("chunks of a text", () => {
  it("leave a short text whole, and end after line breaks in a long one", () => {
    expect(cut("one\ntwo")).toEqual(["one\ntwo"]);
    const line = `${"x".repeat(2_999)}\n`;
    expect(cut(line.repeat(5)).map(({ length }) => length)).toEqual([9_000, 6_000]);
  });

  it("cut a line without an end at a space, and one without spaces anywhere", () => {
    const words = cut("word ".repeat(30_000));
    expect(words.every((chunk) => chunk.endsWith(" ") && chunk.length <= 24_000)).toBe(true);
    expect(cut("x".repeat(1_000_000)).map(({ length }) => length)).toEqual([
      ...Array.from({ length: 41 }, () => 24_000),
      16_000,
    ]);
  });

  it("end within a run of a hundred thousand marks, so that none is laid out as one character", () => {
    const chunks = cut(`a${"\u0301".repeat(100_000)}`);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(2_000);
  });

  it("joined give the text again, are never empty nor long, and cut no character in two", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const chunks = cut(text);
        expect(chunks.join("")).toBe(text);
        for (const chunk of chunks) {
          expect(chunk.length).toBeGreaterThan(0);
          expect(chunk.length).toBeLessThanOrEqual(LOOK_AHEAD);
        }
        if (text.isWellFormed()) expect(chunks.every((chunk) => chunk.isWellFormed())).toBe(true);
      }),
    );
  });

  it("are the same whatever the slices in which the text arrives", () => {
    const slices = fc.tuple(texts, fc.array(fc.integer({ min: 1, max: 60_000 }), { maxLength: 6 }));
    fc.assert(
      fc.property(slices, ([text, sizes]) => {
        const chunks: string[] = [];
        let rest = "";
        let at = 0;
        for (const size of [...sizes, text.length]) {
          const next = text.slice(at, at + size);
          at += next.length;
          const found = cutChunks(rest + next, at === text.length);
          chunks.push(...found.chunks);
          rest = found.rest;
        }
        expect(rest).toBe("");
        expect(chunks).toEqual(cut(text));
      }),
    );
  });
});

it("finds the chunk that holds a position", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }), (lengths) => {
      const chunks = lengths.map((length) => "x".repeat(length));
      const starts = chunkStarts(chunks);
      const owners = chunks.flatMap((chunk, index) => [...chunk].map(() => index));
      owners.forEach((owner, position) => expect(chunkAt(starts, position)).toBe(owner));
    }),
  );
});

it("estimates lines by line breaks and by length", () => {
  expect(estimatedLines("", 70)).toBe(0);
  expect(estimatedLines("one\n\ntwo\n", 70)).toBe(3);
  expect(estimatedLines("x".repeat(141), 70)).toBe(3);
});

it("begins a new part where a browser could lay out no more lines", () => {
  const chunks = ["1\n2\n", "3\n", "4\n5\n6\n", "7\n"];
  expect(partStarts(chunks, 70, 3)).toEqual([0, 2, 3]);
  expect(partStarts(chunks, 70)).toEqual([0]);
  expect(partStarts([], 70)).toEqual([0]);
});
