import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_LINE_BYTES, readLines } from "@/server/services/corpus/importing/read-lines";

describe("lines of a file", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lines-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function linesOf(bytes: Buffer | string, name = "a.jsonl"): Promise<[number, string | null][]> {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    const lines: [number, string | null][] = [];
    for await (const batch of readLines(file)) {
      for (const line of batch) lines.push([line.number, line.bytes?.toString("latin1") ?? null]);
    }
    return lines;
  }

  it("are numbered from 1, blank ones too, and the last needs no line feed", async () => {
    expect(await linesOf("a\n\nb\r\nc")).toEqual([
      [1, "a"],
      [2, ""],
      [3, "b\r"],
      [4, "c"],
    ]);
    expect(await linesOf("")).toEqual([]);
    expect(await linesOf("\n")).toEqual([[1, ""]]);
  });

  it("lose a byte order mark at the start of the file and nowhere else", async () => {
    const mark = Buffer.from([0xef, 0xbb, 0xbf]);
    const bytes = Buffer.concat([mark, Buffer.from("a\n"), mark, Buffer.from("b\n")]);
    expect(await linesOf(bytes)).toEqual([
      [1, "a"],
      [2, "ï»¿b"],
    ]);
  });

  it("of more than 16 MiB are told without their bytes, and the next line is whole", async () => {
    const limit = Buffer.alloc(MAX_LINE_BYTES, 0x61);
    const bytes = Buffer.concat([limit, Buffer.from("\n"), limit, Buffer.from("a\nend\n")]);
    const lines = await linesOf(bytes);
    expect(lines.map(([number, line]) => [number, line?.length ?? null])).toEqual([
      [1, MAX_LINE_BYTES],
      [2, null],
      [3, 3],
    ]);
  });

  it("come out of a gzip file alike, and the bytes told are those on the disk", async () => {
    const zipped = gzipSync("a\nb\n");
    expect(await linesOf(zipped, "a.jsonl.gz")).toEqual([
      [1, "a"],
      [2, "b"],
    ]);
    let bytes = 0;
    for await (const batch of readLines(path.join(folder, "a.jsonl.gz"), (read) => (bytes += read)))
      void batch;
    expect(bytes).toBe(zipped.length);
  });

  it("rejects a damaged gzip file", async () => {
    await expect(linesOf(gzipSync("a\nb\n").subarray(0, 12), "cut.jsonl.gz")).rejects.toThrow();
  });

  it("are those a plain split finds, however long they are", async () => {
    const line = fc.integer({ min: 0, max: 700_000 }).map((length) => "x".repeat(length));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
        const read = await linesOf(`${lines.join("\n")}\n`);
        expect(read.map(([, text]) => text?.length)).toEqual(lines.map((text) => text.length));
      }),
      { numRuns: 20 },
    );
  });
});
