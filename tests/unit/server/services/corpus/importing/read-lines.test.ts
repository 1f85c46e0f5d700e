import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_LINE_BYTES } from "@/server/services/corpus/importing/max-line-bytes";
import { readBlocks } from "@/server/services/corpus/importing/read-blocks";
import { readLines } from "@/server/services/corpus/importing/read-lines";
import { zstdFrame, zstdOf } from "@/tests/support/zstd";

const BROKEN = "cannot be read from here on";
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lines-"));
});
afterAll(() => rm(folder, { recursive: true }));

type Read = [number, string];

async function linesOf(bytes: Buffer | string, name = "a.jsonl", blockBytes?: number): Promise<Read[]> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  const lines: Read[] = [];
  const blocks = blockBytes === undefined ? {} : { blockBytes };
  for await (const batch of readLines(file, undefined, blocks)) {
    for (const row of batch) {
      if ("bytes" in row) lines.push([row.number, row.bytes.toString("latin1")]);
      else if ("refused" in row) lines.push([row.number, row.refused]);
    }
  }
  return lines;
}

const numbered = (lines: readonly string[]): Read[] => lines.map((line, at) => [at + 1, line]);

describe("lines of a file", () => {
  it("are numbered from 1, blank ones too, and the last needs no line feed", async () => {
    expect(await linesOf("a\n\nb\r\nc")).toEqual(numbered(["a", "", "b\r", "c"]));
    expect(await linesOf("")).toEqual([]);
    expect(await linesOf("\n")).toEqual([[1, ""]]);
  });

  it("lose a byte order mark at the start of the file and nowhere else", async () => {
    const mark = Buffer.from([0xef, 0xbb, 0xbf]);
    const bytes = Buffer.concat([mark, Buffer.from("a\n"), mark, Buffer.from("b\n")]);
    expect(await linesOf(bytes)).toEqual(numbered(["a", "ï»¿b"]));
    expect(await linesOf(bytes, "a.jsonl", 1)).toEqual(numbered(["a", "ï»¿b"]));
    expect(await linesOf(mark)).toEqual([]);
  });

  it("of more than 16 MiB are told without their bytes, and the next line is whole", async () => {
    const limit = Buffer.alloc(MAX_LINE_BYTES, 0x61);
    const bytes = Buffer.concat([
      Buffer.from("b\n"),
      limit,
      Buffer.from("\n"),
      limit,
      Buffer.from("a\nend\n"),
      limit,
      limit,
    ]);
    const lines = await linesOf(bytes);
    expect(lines.map(([number, line]) => [number, line.length > 100 ? line.length : line])).toEqual([
      [1, "b"],
      [2, MAX_LINE_BYTES],
      [3, "line is longer than 16 MiB"],
      [4, "end"],
      [5, "line is longer than 16 MiB"],
    ]);
  });

  it("are those a plain split finds, however long they are and however large the blocks", async () => {
    const line = fc.oneof(fc.integer({ max: 40, min: 0 }), fc.integer({ min: 0, max: 700_000 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          line.map((length) => "x".repeat(length)),
          { minLength: 1, maxLength: 8 },
        ),
        fc.constantFrom(1, 2, 30, 1000, 300_000),
        async (lines, blockBytes) => {
          expect(await linesOf(`${lines.join("\n")}\n`, "a.jsonl", blockBytes)).toEqual(numbered(lines));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("blocks of a file", () => {
  interface Seen {
    readonly text: string;
    readonly end: number | null;
  }

  async function blocksOf(file: string, from: number, blockBytes: number): Promise<Seen[]> {
    const seen: Seen[] = [];
    for await (const block of readBlocks(file, { from, blockBytes })) {
      const text = "refused" in block ? block.refused : Buffer.from(block.bytes).toString("latin1");
      seen.push({ text, end: block.end });
    }
    return seen;
  }

  it("are the same when reading begins behind any of them, zipped or not", async () => {
    const line = fc.string({ unit: fc.constantFrom("a", "é", "\n"), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 60 }),
        fc.integer({ min: 1, max: 60 }),
        async (lines, blockBytes) => {
          const plain = Buffer.from(lines.join("\n"));
          const forms = {
            "b.jsonl": plain,
            "b.jsonl.gz": gzipSync(plain),
            "b.jsonl.zst": zstdFrame([plain]),
          };
          for (const [name, bytes] of Object.entries(forms)) {
            const file = path.join(folder, name);
            await writeFile(file, bytes);
            const all = await blocksOf(file, 0, blockBytes);
            expect(all.map(({ text }) => text).join("")).toBe(plain.toString("latin1"));
            for (const [at, { end }] of all.entries())
              expect(await blocksOf(file, end ?? Number.NaN, blockBytes)).toEqual(all.slice(at + 1));
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe("zipped lines", () => {
  const TEXT = Array.from({ length: 3000 }, (_, at) => `line ${String(at)}\n`).join("");
  const LINES = TEXT.trimEnd().split("\n");

  it("come out of a gzip file alike, and the bytes told are those on the disk", async () => {
    const zipped = gzipSync("a\nb\n");
    expect(await linesOf(zipped, "a.jsonl.gz")).toEqual(numbered(["a", "b"]));
    let bytes = 0;
    for await (const batch of readLines(path.join(folder, "a.jsonl.gz"), (read) => (bytes += read)))
      void batch;
    expect(bytes).toBe(zipped.length);
  });

  it("come out of several gzip members as out of one", async () => {
    const cut = 10_007;
    const members = Buffer.concat([gzipSync(TEXT.slice(0, cut)), gzipSync(""), gzipSync(TEXT.slice(cut))]);
    expect(await linesOf(members, "m.jsonl.gz")).toEqual(numbered(LINES));
  });

  it("come out of a zstd file of one frame or several, and of skippable ones", async () => {
    const real = await zstdOf(TEXT, folder);
    expect(real.length).toBeLessThan(TEXT.length / 2);
    expect(await linesOf(real, "a.jsonl.zst")).toEqual(numbered(LINES));
    const skippable = Buffer.from([0x52, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    const several = Buffer.concat([real, skippable, zstdFrame([Buffer.from("x\ny"), Buffer.from("z\n")])]);
    expect(await linesOf(several, "s.jsonl.zst")).toEqual(numbered([...LINES, "x", "yz"]));
  });

  it("of a file that is cut short anywhere are the whole ones before, then why there are no more", async () => {
    const zstd = await zstdOf(TEXT, folder);
    const forms = { "cut.jsonl.gz": gzipSync(TEXT), "cut.jsonl.zst": zstd };
    for (const [name, whole] of Object.entries(forms)) {
      const kind = name.endsWith("gz") ? "gzip" : "zstd";
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: whole.length - 1 }), async (length) => {
          const read = await linesOf(whole.subarray(0, length), name);
          const before = read.slice(0, -1).map(([, line]) => line);
          expect(before).toEqual(LINES.slice(0, before.length));
          expect(read.at(-1)).toEqual([before.length + 1, `${BROKEN}: the ${kind} data ends too early`]);
        }),
        { numRuns: 30 },
      );
    }
    const [, ...late] = (await linesOf(gzipSync(TEXT).subarray(0, -4), "cut.jsonl.gz")).reverse();
    expect(late).toHaveLength(LINES.length);
  });

  it("of a damaged file end with a reason, whatever byte was hit", async () => {
    const random = Buffer.from(Array.from({ length: 6000 }, (_, at) => ((at * at * 31) % 89) + 33)).toString(
      "latin1",
    );
    const text = `${TEXT}${random}\n`.repeat(3);
    const forms = { "bad.jsonl.gz": gzipSync(text), "bad.jsonl.zst": await zstdOf(text, folder) };
    for (const [name, whole] of Object.entries(forms)) {
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
          const bytes = Buffer.from(whole);
          bytes[at] = (bytes[at] ?? 0) ^ flip;
          const read = await linesOf(bytes, name);
          expect(read.map(([number]) => number)).toEqual(read.map((_, index) => index + 1));
        }),
        { numRuns: 60 },
      );
    }
    for (const after of ["\x1f", "\0", "\0\0\0"]) {
      const bytes = Buffer.concat([gzipSync(TEXT), Buffer.from(after)]);
      const [last, ...before] = (await linesOf(bytes, "bad.jsonl.gz")).reverse();
      expect(before).toHaveLength(LINES.length);
      expect(last?.[1]).toContain("cannot be read from here on: the gzip data");
    }
    expect(await linesOf("no gzip at all", "bad.jsonl.gz")).toEqual([
      [1, `${BROKEN}: the gzip data is damaged`],
    ]);
    expect(await linesOf("no zstd at all, not a bit of it", "bad.jsonl.zst")).toEqual([
      [1, `${BROKEN}: the zstd data is damaged`],
    ]);
  });

  it("are refused from a zstd frame on whose window is absurd", async () => {
    const frames = Buffer.concat([
      zstdFrame([Buffer.from("a\n")]),
      zstdFrame([Buffer.from("b\n")], { windowDescriptor: (20 << 3) | 1 }),
    ]);
    expect(await linesOf(frames, "w.jsonl.zst")).toEqual([
      [1, `${BROKEN}: the zstd data needs a window of more than 128 MiB`],
    ]);
  });
});
