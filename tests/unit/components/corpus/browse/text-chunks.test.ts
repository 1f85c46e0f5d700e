import fc from "fast-check";
import { expect, it } from "vitest";
import { textChunks } from "@/components/corpus/browse/text-chunks";

it("leaves a short text whole, and cuts a long one after line breaks", () => {
  expect(textChunks("one\ntwo")).toEqual(["one\ntwo"]);
  const line = `${"x".repeat(1_999)}\n`;
  expect(textChunks(line.repeat(5)).map(({ length }) => length)).toEqual([6_000, 4_000]);
});

it("cuts a line without an end at a space", () => {
  const chunks = textChunks("word ".repeat(30_000));
  expect(chunks.every((chunk) => chunk.endsWith(" ") && chunk.length <= 50_000)).toBe(true);
  expect(chunks.length).toBe(3);
});

it("never cuts a character in two", () => {
  const chunks = textChunks(`x${"😀".repeat(60_000)}`);
  expect(chunks.length).toBeGreaterThan(1);
  expect(chunks.every((chunk) => chunk.isWellFormed())).toBe(true);
});

it("loses nothing", () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constant("\n"),
    fc.constant("x".repeat(9_000)),
    fc.constant("a ".repeat(30_000)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join("");
      expect(textChunks(text).join("")).toBe(text);
    }),
  );
});
