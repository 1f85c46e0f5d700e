import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, open, rm, symlink, writeFile, readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RATER_IDS } from "@/core/raters";
import type { SourceMapping } from "@/core/source-mapping";
import { inspectSource, type SourceInspection } from "@/server/services/corpus/inspect-source";
import { requestImport } from "@/server/services/corpus/request-import";
import { importFrom, madeRecords } from "@/tests/support/importing";
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
  source = await mkdtemp(path.join(studio.home, "source-"));
  return () => rm(source, { recursive: true });
});

const at = (...names: string[]): string => path.join(source, ...names);
const look = (place = source, mapping?: SourceMapping): Promise<SourceInspection> =>
  inspectSource({
    ctx: studio.ctx,
    input: { path: place, ...(mapping === undefined ? {} : { mapping }) },
  });

const CORPUS = Array.from({ length: 30 }, (_, index) => ({
  uuid: `u-${String(index)}`,
  raw_content: `${"long ".repeat(100)}${String(index)}`,
  meta: { redpajama_set_name: index % 2 === 0 ? "Book" : "C4", url: null },
  edu: index / 10,
  "fluency-score": index % 3 === 0 ? null : 1,
}));

/** By this process, from files and pipes; Linux counts them. */
const bytesRead = async (): Promise<number> =>
  Number(/^rchar: (\d+)$/m.exec(await readFile("/proc/self/io", "utf8"))?.[1]);

describe("a look at a source", () => {
  it("follows the links that the cache of a download is made of", async () => {
    await mkdir(at("blobs"));
    await mkdir(at("snapshots", "c4"), { recursive: true });
    await writeParquet(at("blobs", "5f2c"), "SELECT 'linked' AS id, 'text' AS content");
    await symlink(path.join("..", "..", "blobs", "5f2c"), at("snapshots", "c4", "a.parquet"));
    const { columns, faults } = await look(at("snapshots"));
    expect(faults).toEqual([]);
    expect(columns.map(({ path }) => path)).toEqual(["id", "content"]);
  });

  it("finds the released layout with its domains and all raters", async () => {
    await writeSource(source, {
      "wikipedia/a.jsonl": madeRecords("w", 70),
      "book/a.jsonl.gz": gzipSync(
        madeRecords("b", 70)
          .map((row) => `${JSON.stringify(row)}\n`)
          .join(""),
      ),
      "book/notes.txt": ["no"],
      "loose.jsonl": madeRecords("l", 1),
    });
    await writeParquet(at("arxiv", "a.parquet"), jsonRows(at("wikipedia", "a.jsonl")));
    const found = await look();
    expect(found.files).toMatchObject({
      count: 3,
      complete: true,
      unread: 1,
      formats: [
        { format: "parquet", files: 1 },
        { format: "jsonl.gz", files: 1 },
        { format: "jsonl", files: 1 },
      ],
    });
    expect(found.domains).toEqual({ from: "folders", names: ["arxiv", "book", "wikipedia"], count: 3 });
    expect(found).toMatchObject({
      sampledRows: 100,
      proposed: {},
      remembered: null,
      mapping: {},
      offRaters: [],
    });
    expect(found.trial).toMatchObject({ accepted: 100, rejected: 0, reasons: [] });
    expect(found.first.rows.map(({ file, number }) => [file, number])).toEqual(
      [1, 2, 3, 4, 5].map((number) => ["arxiv/a.parquet", number]),
    );
    expect(found.columns.map(({ path: name }) => name)).toContain("rps_doc_word_count");
  });

  it.each(["jsonl", "parquet"])("proposes a mapping for other columns of a .%s file", async (format) => {
    await writeSource(source, { "all.jsonl": CORPUS });
    await writeParquet(at("all.parquet"), jsonRows(at("all.jsonl")));
    const found = await look(at(`all.${format}`));
    expect(found.proposed).toEqual({
      id: "uuid",
      text: "raw_content",
      domain: "meta.redpajama_set_name",
      raters: { fluency: "fluency-score" },
    });
    expect(found.domains).toEqual({ from: "column", names: ["Book", "C4"], count: 2 });
    expect(found.columns.slice(0, 3)).toEqual([
      { path: "uuid", kind: "text", missing: 0 },
      { path: "raw_content", kind: "text", missing: 0 },
      { path: "meta.redpajama_set_name", kind: "text", missing: 0 },
    ]);
    expect(found.columns.at(-1)).toEqual({ path: "fluency-score", kind: "number", missing: 10 });
    expect(found.offRaters).toEqual(RATER_IDS.filter((id) => id !== "fluency"));
    const cells = found.first.rows[0]?.cells ?? [];
    expect([cells[0], cells[1]?.length, cells[2], cells[3]]).toEqual(["u-0", 301, "Book", null]);
  });

  it("tries the mapping it is asked about, and says what of it is not there", async () => {
    await writeSource(source, { "all.jsonl": CORPUS });
    const found = await look(source, { id: "uuid", text: "edu", tokens: "n", raters: { fluency: "edu" } });
    expect(found.unknown).toEqual(["n"]);
    expect(found.trial).toMatchObject({
      accepted: 0,
      rejected: 30,
      reasons: [{ reason: "edu is not a text", rows: 30, first: "all.jsonl:1" }],
    });
  });

  it("shows rows that cannot be read, and files", async () => {
    await writeSource(source, { "c4/a.jsonl": ["{", "", "[1]", madeRecords("r", 1)[0] ?? ""] });
    await writeFile(at("c4", "b.parquet"), "no");
    const found = await look();
    expect(found.first.rows.map(({ number, refused }) => [number, refused])).toEqual([
      [1, "not valid JSON"],
      [3, "not a JSON object"],
      [4, null],
    ]);
    expect(found.faults).toEqual([expect.stringMatching(/c4\/b\.parquet cannot be read as Parquet/)]);
    expect(found.trial).toMatchObject({ accepted: 1, rejected: 2 });
  });

  it("refuses what is not there, not allowed, or nothing to import", async () => {
    await mkdir(at("empty"));
    await writeFile(at("rows.csv"), "id,text\n");
    await expect(look(at("gone"))).rejects.toMatchObject({
      code: "not-found",
      message: `${at("gone")} does not exist.`,
    });
    await expect(look("/no/such/folder")).rejects.toMatchObject({ code: "forbidden" });
    await expect(look("/proc/self")).rejects.toMatchObject({ code: "forbidden" });
    for (const place of ["empty", "rows.csv"])
      await expect(look(at(place))).rejects.toMatchObject({
        code: "invalid-input",
        message: expect.stringContaining(`${place} holds no file to import`),
      });
    const both = { path: source, uploadId: randomUUID() };
    for (const input of [{}, both])
      await expect(inspectSource({ ctx: studio.ctx, input })).rejects.toMatchObject({
        code: "invalid-input",
      });
  });

  it("reads a beginning, however much lies there", async () => {
    await mkdir(at("c4"));
    const sparse = await open(at("c4", "endless.jsonl"), "w");
    await sparse.truncate(20_000_000_000);
    await sparse.close();
    await writeFile(at("c4", "bomb.jsonl.gz"), gzipSync(Buffer.alloc(300_000_000)));
    await writeParquet(at("c4", "texts.parquet"), "SELECT repeat('x', 400_000) AS content FROM range(1500)");
    await Promise.all(
      Array.from({ length: 3000 }, (_, index) => writeFile(at("c4", `z${String(index)}.jsonl`), "{}\n")),
    );
    const before = await bytesRead();
    expect((await look()).files).toMatchObject({ count: 3003, complete: true });
    expect((await bytesRead()) - before).toBeLessThan(64_000_000);
  });
});

describe("a mapping", () => {
  it("with a column there is not is refused with those there are, at once and in a terminal", async () => {
    await writeSource(source, { "all.jsonl": CORPUS });
    const mapping: SourceMapping = {
      id: "uuid",
      text: "raw_content",
      raters: { fineweb_edu: "educational" },
    };
    const refused = {
      code: "invalid-input",
      message: `"educational" is in none of the first 30 rows of ${source}.`,
      way: "Its columns are: uuid, raw_content, meta.redpajama_set_name, meta.url, edu, fluency-score.",
    };
    const input = { id: randomUUID(), path: source, name: "mapped", mapping };
    await expect(requestImport({ ctx: studio.ctx, input })).rejects.toMatchObject(refused);
    await expect(importFrom(studio, source, { mapping })).rejects.toMatchObject(refused);
    expect(await studio.ctx.db.job.count()).toBe(0);
  });

  it("may name a column that only later rows have", async () => {
    const rows = [
      ...Array.from({ length: 150 }, (_, id) => ({ ...CORPUS[0], uuid: String(id) })),
      { late: 1, uuid: "x" },
    ];
    await writeSource(source, { "all.jsonl": rows });
    const mapping = { id: "uuid", text: "raw_content", raters: { fineweb_edu: "edu", word_count: "late" } };
    const result = await importFrom(studio, source, { mapping });
    expect(result).toMatchObject({ documents: 150, rejected: 1 });
  });

  it("is remembered for sources with the same columns, in any order, once an import was started with it", async () => {
    await writeSource(source, {
      "one/all.jsonl": CORPUS,
      "two/all.jsonl": CORPUS.map((row) => Object.fromEntries(Object.entries(row).reverse())),
      "three/all.jsonl": CORPUS.map((row) => ({ ...row, more: 1 })),
    });
    const mapping: SourceMapping = { id: "uuid", text: "raw_content", raters: { fineweb_edu: "edu" } };
    const ask = (changes: object): Promise<unknown> =>
      requestImport({
        ctx: studio.ctx,
        input: { id: randomUUID(), path: at("one"), name: "remembered", mapping, ...changes },
      });
    await expect(ask({ path: at("gone") })).rejects.toThrow();
    expect((await look(at("two"))).remembered).toBeNull();
    await ask({});
    expect(await look(at("two"))).toMatchObject({ remembered: mapping, mapping });
    expect((await look(at("three"))).remembered).toBeNull();
    await ask({ mapping: {} });
    expect((await look(at("two"))).remembered).toEqual({});
    await studio.ctx.db.job.deleteMany();
  });
});
