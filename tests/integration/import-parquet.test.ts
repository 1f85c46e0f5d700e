import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { StudioError } from "@/core/errors";
import type { SourceMapping } from "@/core/source-mapping";
import { getCorpus } from "@/server/services/corpus/get";
import { getImportReport } from "@/server/services/corpus/get-report";
import type { ImportCorpus, ImportResult } from "@/server/services/corpus/import";
import { readParquet } from "@/server/services/corpus/importing/read-parquet";
import type { SourceRow } from "@/server/services/corpus/importing/source-row";
import { filesOf, importFrom, madeRecords } from "@/tests/support/importing";
import { jsonRows, writeParquet } from "@/tests/support/parquet-files";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let source: string;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());
beforeEach(async () => {
  source = await mkdtemp(path.join(tmpdir(), "parquet-"));
  return () => rm(source, { recursive: true });
});

const at = (...names: string[]): string => path.join(source, ...names);
const run = (
  folder: string,
  input: Partial<ImportCorpus["input"]> = {},
  more: Partial<ImportCorpus> = {},
): Promise<ImportResult> => importFrom(studio, at(folder), input, more);

async function rowsOf(file: string, mapping: SourceMapping = {}): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const batch of readParquet(file, mapping)) rows.push(...batch);
  return rows;
}

describe("the same documents as JSONL and as Parquet", () => {
  it("are the same corpus, whole numbers, nulls and a leading U+FEFF included", async () => {
    const records = madeRecords("same", 3000).map((record, index) => ({
      ...record,
      content: `${index === 7 ? "\u{feff}" : ""}Text ${String(index)} \u{1f40b}\u0000 ${"é".repeat(index % 40)}`,
      rps_doc_word_count: index % 5 === 0 ? null : index,
      qurater: index === 3 ? null : record["qurater"],
    }));
    await writeSource(source, { "json/c4/a.jsonl": records, "json/book/a.jsonl": madeRecords("other", 20) });
    for (const domain of ["c4", "book"])
      await writeParquet(at("columns", domain, "a.parquet"), jsonRows(at("json", domain, "a.jsonl")));
    const [lines, columns] = [await run("json", { holdout: 0.05 }), await run("columns", { holdout: 0.05 })];
    expect(lines.documents + lines.validationDocuments).toBe(3020);
    expect(columns.fingerprint).toBe(lines.fingerprint);
    expect(columns.rejected).toBe(0);
  });

  it("are the same corpus under other names, with plain numbers and a nested domain", async () => {
    const records = madeRecords("named", 200).map(({ id, content }, index) => ({
      uuid: id,
      raw_content: content,
      meta: { set: index % 2 === 0 ? "Book" : "C4" },
      n: index,
      edu: index / 100,
      readability: index % 6,
    }));
    await writeSource(source, { "json/part-1.jsonl": records });
    await writeParquet(
      at("columns", "part-1.parquet"),
      `SELECT uuid, raw_content, meta, n::INTEGER AS n, edu, readability::UTINYINT AS readability, 'x' AS unused
       FROM (${jsonRows(at("json", "part-1.jsonl"))})`,
    );
    const mapping: SourceMapping = {
      ...{ id: "uuid", text: "raw_content", domain: "meta.set", tokens: "n" },
      raters: { educational_value: "edu" },
    };
    const [lines, columns] = [await run("json", { mapping }), await run("columns", { mapping })];
    expect(columns.fingerprint).toBe(lines.fingerprint);
    const rows = await filesOf(studio, columns).scores();
    expect(rows.map((row) => [row["tokens"], row["educational_value"], row["readability_argmax"]])).toEqual(
      records.map((_, index) => [index, Math.fround(index / 100), index % 6]),
    );
    expect((await getImportReport({ ctx: studio.ctx, input: columns })).offRaters).toHaveLength(23);
  });
});

describe("a Parquet file", () => {
  it("may be the source itself; its rows name their domain, or its name does", async () => {
    await writeSource(source, { "json/a.jsonl": madeRecords("one", 10) });
    const rows = jsonRows(at("json", "a.jsonl"));
    await writeParquet(at("train-0001.parquet"), rows);
    await writeParquet(at("told.parquet"), `SELECT *, 'book' AS domain FROM (${rows})`);
    const domains = async (name: string): Promise<string[]> => {
      const { statistics } = await getCorpus({ ctx: studio.ctx, input: await run(name) });
      return statistics.domains.map(({ domain }) => domain);
    };
    expect(await domains("train-0001.parquet")).toEqual(["train"]);
    expect(await domains("told.parquet")).toEqual(["book"]);
  });

  it("gives its rows numbers from 1 across row groups, wrong types and long texts refused by row", async () => {
    await writeParquet(
      at("c4", "a.parquet"),
      `SELECT i::VARCHAR AS id, CASE WHEN i = 4998 THEN repeat('x', 16 * 1024 * 1024 + 1) WHEN i = 4999 THEN NULL ELSE 't' END AS content,
       [i, 2, 3] AS qurater, i AS rps_doc_word_count FROM range(5000) rows(i)`,
      ", ROW_GROUP_SIZE 2048",
    );
    const rows = await rowsOf(at("c4", "a.parquet"));
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 5000 }, (_, index) => index + 1));
    expect(rows[4998]).toEqual({ number: 4999, refused: "content is longer than 16 MiB" });
    expect(rows[4999]).toEqual({
      number: 5000,
      fields: { id: "4999", content: null, qurater: [4999, 2, 3], rps_doc_word_count: 4999 },
    });
    await expect(run(".", { maxRejects: 1 })).rejects.toThrow(
      "c4/a.parquet:1: qurater is not a list of 4 numbers",
    );
  });

  it("without id, text or raters rejects every row with the reason", async () => {
    await writeParquet(at("c4", "a.parquet"), "SELECT 1 AS other FROM range(3)");
    expect(await rowsOf(at("c4", "a.parquet"))).toEqual([1, 2, 3].map((number) => ({ number, fields: {} })));
    await expect(run(".", { maxRejects: 1 })).rejects.toThrow("c4/a.parquet:1: no id");
  });

  it("has texts that are no UTF-8 refused by row, ids of any whole number kept to the digit", async () => {
    await writeParquet(
      at("a.parquet"),
      `SELECT 9007199254740993 + i AS key, CASE WHEN i = 1 THEN '\\xC3('::BLOB ELSE 'ok'::BLOB END AS content,
       1.5::DECIMAL(9, 2) AS word_count, DATE '2026-11-24' AS domain FROM range(2) rows(i)`,
    );
    const domain = true;
    expect(await rowsOf(at("a.parquet"), { id: "key" })).toEqual([
      { number: 1, fields: { key: "9007199254740993", content: "ok", word_count: 1.5, domain } },
      { number: 2, refused: "content is not valid UTF-8" },
    ]);
  });

  it("may have the characters of a pattern in its name", async () => {
    await writeParquet(at("a.parquet"), "SELECT 'a' AS id");
    await writeParquet(at("[a]*?.parquet"), "SELECT 'pattern' AS id");
    expect(await rowsOf(at("[a]*?.parquet"))).toEqual([{ number: 1, fields: { id: "pattern" } }]);
  });

  it("is read where a link leads, as in the cache of a download", async () => {
    await mkdir(at("blobs"));
    await mkdir(at("snapshots", "c4"), { recursive: true });
    await writeParquet(at("blobs", "5f2c"), "SELECT 'linked' AS id");
    await symlink(path.join("..", "..", "blobs", "5f2c"), at("snapshots", "c4", "a.parquet"));
    expect(await rowsOf(at("snapshots", "c4", "a.parquet"))).toEqual([
      { number: 1, fields: { id: "linked" } },
    ]);
  });

  it("tells its size in bytes as it is read", async () => {
    await writeParquet(at("a.parquet"), "SELECT i::VARCHAR AS id FROM range(10000) rows(i)");
    const told: number[] = [];
    for await (const rows of readParquet(at("a.parquet"), {}, (bytes) => told.push(bytes)))
      expect(rows.length).toBeGreaterThan(0);
    expect(told.length).toBeGreaterThan(3);
    expect(told.reduce((sum, bytes) => sum + bytes, 0)).toBe((await readFile(at("a.parquet"))).length);
  });
});

describe("a file that is no good Parquet", () => {
  it.each<[string, (good: Buffer) => Buffer]>([
    ["is empty", () => Buffer.alloc(0)],
    ["is no Parquet", () => Buffer.from('{"id": "a"}\n'.repeat(100))],
    ["is cut off", (good) => good.subarray(0, good.length / 2)],
    ["has lost its middle", (good) => Buffer.concat([good.subarray(0, 100), good.subarray(400)])],
  ])("because it %s fails the import, naming the file and why", async (_, spoil) => {
    await writeSource(source, { "json/a.jsonl": madeRecords("bad", 50) });
    await writeParquet(at("in", "c4", "b.parquet"), jsonRows(at("json", "a.jsonl")));
    const good = await readFile(at("in", "c4", "b.parquet"));
    await writeFile(at("in", "c4", "b.parquet"), spoil(good));
    await writeSource(source, { "in/c4/a.jsonl": madeRecords("good", 50) });
    await expect(run("in")).rejects.toMatchObject({
      code: "invalid-input",
      message: expect.stringMatching(/^\S+c4\/b\.parquet cannot be read as Parquet: \S/),
    });
  });

  it("gives rows or says why not, whatever byte is wrong", async () => {
    await writeSource(source, { "json/a.jsonl": madeRecords("fuzz", 30) });
    await writeParquet(at("good.parquet"), jsonRows(at("json", "a.jsonl")), ", ROW_GROUP_SIZE 10");
    const good = await readFile(at("good.parquet"));
    const place = fc.integer({ min: 0, max: good.length - 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(place, fc.integer({ min: 0, max: 255 })), { minLength: 1 }),
        async (bytes) => {
          const spoilt = Buffer.from(good);
          for (const [position, byte] of bytes) spoilt[position] = byte;
          await writeFile(at("spoilt.parquet"), spoilt);
          try {
            expect((await rowsOf(at("spoilt.parquet"))).length).toBeLessThanOrEqual(30);
          } catch (error) {
            expect(error).toBeInstanceOf(StudioError);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
