import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textLines } from "@/server/storage/text-lines";

async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length)
    yield await Promise.resolve(bytes.subarray(at, at + length));
}

async function linesIn(text: string, length: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of textLines(inPieces(Buffer.from(text), length))) lines.push(line);
  return lines;
}

describe("lines of a text", () => {
  it("are parted by line feeds alone, wherever its bytes are cut", async () => {
    const line = fc
      .array(fc.constantFrom("a", "\r", "\u2028", "\u2029", "\u0085", "\v", "\f", "\ufeff", "é", "😀"))
      .map((characters) => characters.join(""));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 7 }), async (lines, length) => {
        const text = lines.map((one) => `${one}\n`).join("");
        expect(await linesIn(text, length)).toEqual(lines);
      }),
    );
  });

  it("end with what stands after the last line feed, if anything does", async () => {
    expect(await linesIn("one\ntwo", 3)).toEqual(["one", "two"]);
    expect(await linesIn("\n\n", 3)).toEqual(["", ""]);
    expect(await linesIn("", 3)).toEqual([]);
  });
});
