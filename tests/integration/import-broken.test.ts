import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StudioError } from "@/core/errors";
import { getImportReport } from "@/server/services/corpus/get-report";
import { filesOf, importFrom, madeRecords } from "@/tests/support/importing";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { zstdOf } from "@/tests/support/zstd";

let studio: TestStudio;
let source: string;
beforeAll(async () => {
  studio = await testStudio();
  source = await mkdtemp(path.join(tmpdir(), "broken-"));
});
afterAll(async () => {
  await studio.end();
  await rm(source, { recursive: true });
});

const RECORDS = madeRecords("c4", 40);
const TEXTS = new Map(RECORDS.map(({ id, content }) => [String(id), String(content)]));
const LINES = RECORDS.map((record) => `${JSON.stringify(record)}\n`).join("");

type Damage =
  | { readonly kind: "set"; readonly at: number; readonly byte: number }
  | { readonly kind: "insert" | "remove"; readonly at: number; readonly bytes: readonly number[] }
  | { readonly kind: "cut"; readonly at: number };

/** Places are shares of the file, so that a damage fits files of any length. */
const place = fc.double({ min: 0, max: 1, noNaN: true });
const byte = fc.oneof(
  fc.constantFrom(0, 10, 13, 34, 92, 123, 125, 0xc3, 0xff),
  fc.integer({ min: 0, max: 255 }),
);
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant("set" as const), at: place, byte }),
  fc.record({
    kind: fc.constantFrom("insert" as const, "remove" as const),
    at: place,
    bytes: fc.array(byte, { minLength: 1, maxLength: 9 }),
  }),
  fc.record({ kind: fc.constant("cut" as const), at: place }),
);

function damaged(file: Buffer, one: Damage): Buffer {
  const at = Math.floor(one.at * file.length);
  const before = file.subarray(0, at);
  switch (one.kind) {
    case "set":
      return Buffer.concat([before, Buffer.from([one.byte]), file.subarray(at + 1)]);
    case "insert":
      return Buffer.concat([before, Buffer.from(one.bytes), file.subarray(at)]);
    case "remove":
      return Buffer.concat([before, file.subarray(at + one.bytes.length)]);
    case "cut":
      return before;
  }
}

/** Lines of a file that hold more than white space, numbered from 1. */
const filled = (bytes: Buffer): number[] =>
  bytes
    .toString("latin1")
    .replace(/^\xef\xbb\xbf/, "")
    .split("\n")
    .flatMap((line, index) => (/^[ \t\r]*$/.test(line) ? [] : [index + 1]));

/** What an import makes of one file: its documents and what it reports; null when it says why it makes nothing. */
async function imported(name: string, bytes: Buffer) {
  await rm(path.join(source, "c4"), { recursive: true, force: true });
  await writeSource(source, { [`c4/${name}`]: bytes });
  try {
    const result = await importFrom(studio, source, { maxRejects: 1 });
    const report = await getImportReport({ ctx: studio.ctx, input: { versionId: result.versionId } });
    return { texts: await filesOf(studio, result).texts(), rejected: report.rejected };
  } catch (error) {
    expect(error).toBeInstanceOf(StudioError);
    return null;
  } finally {
    expect(
      (await readdir(path.join(studio.home, "tmp"))).filter((entry) => entry.startsWith("import-")),
    ).toEqual([]);
  }
}

describe("a file with damage anywhere", () => {
  it("loses no line: each is a document or in the report, in JSONL", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 6 }), async (damages) => {
        const file = damages.reduce(damaged, Buffer.from(LINES));
        const found = await imported("a.jsonl", file);
        if (found === null) return;
        const { texts, rejected } = found;
        const wrong = rejected.map(({ line }) => line);
        expect(new Set(wrong).size).toBe(wrong.length);
        expect(filled(file)).toEqual(expect.arrayContaining(wrong));
        expect(texts.length + wrong.length).toBe(filled(file).length);
        for (const { file: where, reason } of rejected) {
          expect(where).toBe("c4/a.jsonl");
          expect(reason).toMatch(/\S/);
        }
      }),
      { numRuns: 15 },
    );
  });

  it.each(["gz", "zst"])(
    "gives whole documents of before the damage and says where it ends, in .%s",
    async (format) => {
      const packed = format === "gz" ? gzipSync(LINES) : await zstdOf(LINES, source);
      await fc.assert(
        fc.asyncProperty(damage, async (one) => {
          const file = damaged(packed, one);
          const found = await imported(`a.jsonl.${format}`, file);
          if (found === null || file.equals(packed)) return;
          const { texts, rejected } = found;
          expect(texts.length).toBeLessThanOrEqual(RECORDS.length);
          const whole = texts.filter(({ doc_id, text }) => TEXTS.get(String(doc_id)) === text).length;
          if (whole < RECORDS.length) expect(rejected.length).toBeGreaterThan(0);
        }),
        { numRuns: 12 },
      );
    },
  );
});
