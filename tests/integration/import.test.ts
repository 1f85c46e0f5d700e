import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SqlRow } from "@/core/engine";
import { RATER_IDS } from "@/core/raters";
import { getCorpus } from "@/server/services/corpus/get";
import { getImportReport } from "@/server/services/corpus/get-report";
import { listCorpora } from "@/server/services/corpus/list";
import { madeRecord, writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { filesOf, importFrom, madeRecords, sqlRows } from "@/tests/support/importing";
import type { ImportCorpus, ImportResult } from "@/server/services/corpus/import";

let studio: TestStudio;
let source: string;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());
beforeEach(async () => {
  source = await mkdtemp(path.join(tmpdir(), "source-"));
  return () => rm(source, { recursive: true });
});

const run = (
  input: Partial<ImportCorpus["input"]> = {},
  more: Partial<ImportCorpus> = {},
): Promise<ImportResult> => importFrom(studio, source, input, more);
const file = (result: ImportResult, name: string): string => filesOf(studio, result).file(name);
const scores = (result: ImportResult): Promise<SqlRow[]> => filesOf(studio, result).scores();
const texts = (result: ImportResult): Promise<SqlRow[]> => filesOf(studio, result).texts();

const json = (changes: Record<string, unknown>, id = "x"): string =>
  JSON.stringify({ ...madeRecord(id, `text of ${id}`, 5), ...changes });

describe("a source with every dirt", () => {
  it("is reported row by row, and what is only missing is kept", async () => {
    const bare = json({ dsir_wiki: "@", modernbert_cleanliness: [1, 2, 3, 4, 5, "@"] }, "b-bare").replaceAll(
      '"@"',
      "NaN",
    );
    const dirty = Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      Buffer.from(`${json({}, "b-marked")}\r\n\r\n  \n`),
      Buffer.from(json({}, "b-bytes").replace("text of", "\xc3\x28"), "latin1"),
      Buffer.from(`\n${json({}, "b-cut").slice(0, 200)}\n${bare}\n`),
      Buffer.from(
        `${json({ qurater: [1, 2, 3] }, "b-list")}\n${json({ rps_doc_word_count: "12" }, "b-quoted")}\n`,
      ),
      Buffer.from(
        `${json({ content: null }, "b-empty")}\n${json({ id: null })}\n{"id":"b-plain","content":"t","sub_path":""}\n`,
      ),
      Buffer.from(
        `[1]\n${json({ rps_doc_frac_chars_top_2gram: 187.5, dsir_books: -1670000, rps_doc_word_count: 12 }, "b-far")}`,
      ),
    ]);
    const again = [
      json({ content: "first in path order" }, "a-first"),
      json({}, "b-marked"),
      json({}, "b-far"),
    ];
    await writeSource(source, {
      "wikipedia/part-1.jsonl": again,
      "book/part-0.jsonl": dirty,
      "arxiv/part-0.jsonl": [
        ...madeRecords("arxiv", 20),
        json({ content: "x".repeat(16 * 1024 * 1024) }, "long"),
        json({}, "a-first"),
      ],
      "arxiv/notes.txt": ["not read"],
      "arxiv/.hidden.jsonl": ["not read"],
      "loose.jsonl": ["not read"],
    });
    const result = await run({ maxRejects: 0.5 });
    const report = await getImportReport({ ctx: studio.ctx, input: { versionId: result.versionId } });
    const at = (where: string, line: number, reason: string, id: string | null) => ({
      file: where,
      line,
      reason,
      id,
    });
    expect(report.rejected).toEqual([
      at("arxiv/part-0.jsonl", 21, "line is longer than 16 MiB", null),
      at("book/part-0.jsonl", 4, "not valid UTF-8", null),
      at("book/part-0.jsonl", 5, "not valid JSON", null),
      at("book/part-0.jsonl", 7, "qurater is not a list of 4 numbers", "b-list"),
      at("book/part-0.jsonl", 8, "rps_doc_word_count is not a number", "b-quoted"),
      at("book/part-0.jsonl", 9, "no content", "b-empty"),
      at("book/part-0.jsonl", 10, "no id", null),
      at("book/part-0.jsonl", 11, "none of the 22 rater fields", "b-plain"),
      at("book/part-0.jsonl", 12, "not a JSON object", null),
      at("wikipedia/part-1.jsonl", 1, "id already used in arxiv/part-0.jsonl:22", "a-first"),
      at("wikipedia/part-1.jsonl", 2, "id already used in book/part-0.jsonl:1", "b-marked"),
      at("wikipedia/part-1.jsonl", 3, "id already used in book/part-0.jsonl:13", "b-far"),
    ]);
    expect(report).toMatchObject({ files: 3, accepted: 24, rejectedTotal: 12, duplicates: 3, offRaters: [] });
    const expected = Object.fromEntries(
      RATER_IDS.map((id) => [id, id === "dsir_wikipedia" || id === "cleanliness" ? 1 : 0]),
    );
    expect(report.missing).toEqual(expected);
    expect(result).toMatchObject({
      documents: 24,
      rejected: 12,
      missing: 2,
      validationDocuments: 0,
      number: 1,
    });
    const rows = await scores(result);
    expect(rows.map((row) => row["doc_id"])).toEqual([
      "a-first",
      ...madeRecords("arxiv", 20).map(({ id }) => id),
      "b-bare",
      "b-far",
      "b-marked",
    ]);
    expect(rows.map((row) => row["ordinal"])).toEqual(rows.map((_, ordinal) => ordinal));
    expect(rows.find((row) => row["doc_id"] === "b-far")).toMatchObject({
      frac_chars_top_2gram: 187.5,
      dsir_books: -1670000,
      word_count: 12,
    });
    expect(rows.find((row) => row["doc_id"] === "b-bare")).toMatchObject({
      dsir_wikipedia: null,
      dsir_wikipedia_rank: null,
      cleanliness: null,
      cleanliness_argmax: null,
    });
    expect(
      await sqlRows(
        `SELECT cleanliness::VARCHAR AS l FROM '${file(result, "logits.parquet")}' WHERE ordinal = 21`,
      ),
    ).toEqual([{ l: "[1.0, 2.0, 3.0, 4.0, 5.0, NULL]" }]);
    expect((await texts(result)).map((row) => row["doc_id"])).toEqual(rows.map((row) => row["doc_id"]));
    expect((await texts(result))[0]).toEqual({ doc_id: "a-first", text: "text of a-first" });
  });

  it("turns off a rater that no row has, and says so", async () => {
    const rows = madeRecords("c4", 30).map((row) => ({ ...row, dsir_math: null, ad_en: [1, null] }));
    await writeSource(source, { "c4/a.jsonl": rows });
    const result = await run();
    const { statistics, missing } = await getCorpus({
      ctx: studio.ctx,
      input: { corpusId: result.corpusId },
    });
    expect(statistics.raters.dsir_math).toBeNull();
    expect(statistics.raters.advertisement).toBeNull();
    expect(missing).toBe(0);
    const report = await getImportReport({ ctx: studio.ctx, input: { versionId: result.versionId } });
    expect(report.offRaters).toEqual(["dsir_math", "advertisement"]);
    expect(report.missing).toMatchObject({ dsir_math: 30, advertisement: 30, fluency: 0 });
    const [row] = await scores(result);
    expect(Object.keys(row ?? {}).filter((name) => /dsir_math|advertisement/.test(name))).toEqual([]);
  });
});

describe("an import that fails", () => {
  const leftovers = async (): Promise<string[]> =>
    (await readdir(path.join(studio.home, "tmp"))).filter((name) => name.startsWith("import-"));
  const corpora = async (): Promise<number> => (await readdir(path.join(studio.home, "corpora"))).length;

  it("because too many rows are rejected names how many and the first reasons, and leaves nothing", async () => {
    await writeSource(source, { "c4/a.jsonl": [...madeRecords("fail", 98), "{", "[]"] });
    const before = await corpora();
    const name = randomUUID();
    await expect(run({ name })).rejects.toMatchObject({
      code: "invalid-input",
      message:
        "2 of 100 rows were rejected, more than the allowed share of 0.01; nothing was imported. First: c4/a.jsonl:99: not valid JSON; c4/a.jsonl:100: not a JSON object.",
    });
    expect(await corpora()).toBe(before);
    expect(await leftovers()).toEqual([]);
    expect((await listCorpora({ ctx: studio.ctx })).map((corpus) => corpus.name)).not.toContain(name);
    expect(await run({ name, maxRejects: 0.02 })).toMatchObject({ documents: 98, rejected: 2 });
  });

  it("because duplicates exceed the share counts them too", async () => {
    await writeSource(source, { "c4/a.jsonl": [...madeRecords("twice", 10), ...madeRecords("twice", 1)] });
    await expect(run()).rejects.toThrow("1 of 11 rows were rejected");
  });

  it("because no row is usable, or none is left, says so", async () => {
    await writeSource(source, { "c4/a.jsonl": ["{"] });
    await expect(run({ maxRejects: 1 })).rejects.toThrow("no usable document: 1 of 1 rows were rejected");
    await writeSource(source, { "c4/a.jsonl": [""] });
    await expect(run({ maxRejects: 1 })).rejects.toThrow("no usable document");
  });

  it("because nothing in the folder can be imported says what could be", async () => {
    await writeSource(source, { "c4/a.json": madeRecords("json", 2) });
    await expect(run()).rejects.toMatchObject({
      code: "invalid-input",
      message: expect.stringContaining(".jsonl, .jsonl.gz, .jsonl.zst or .parquet"),
      way: expect.stringContaining("each folder in it is a domain"),
    });
  });

  it("by the signal is cancelled and leaves nothing", async () => {
    await writeSource(source, { "c4/a.jsonl": madeRecords("cancel", 3000) });
    for (const phase of ["reading", "sorting", "statistics", "writing"]) {
      const controller = new AbortController();
      const before = await corpora();
      const report: ImportCorpus["report"] = (progress) =>
        progress.phase === phase ? controller.abort() : undefined;
      await expect(run({}, { signal: controller.signal, report })).rejects.toMatchObject({
        code: "cancelled",
      });
      expect(await corpora()).toBe(before);
      expect(await leftovers()).toEqual([]);
    }
  });
});

describe("versions of a corpus", () => {
  it("grow by what is new, and an import of the same documents is the version that is there", async () => {
    await writeSource(source, { "c4/a.jsonl": madeRecords("grow", 20) });
    const name = randomUUID();
    const first = await run({ name });
    expect(await run({ name })).toEqual(first);
    await writeSource(source, { "c4/b.jsonl": madeRecords("grow", 5, 20) });
    const second = await run({ name });
    expect(second).toMatchObject({ corpusId: first.corpusId, number: 2, documents: 25 });
    const [corpus] = (await listCorpora({ ctx: studio.ctx })).filter((candidate) => candidate.name === name);
    expect(corpus).toMatchObject({ number: 2, versionId: second.versionId, standIns: false });
    expect(corpus?.versions.map(({ number }) => number)).toEqual([2, 1]);
    expect(
      await getCorpus({ ctx: studio.ctx, input: { corpusId: first.corpusId, number: 1 } }),
    ).toMatchObject({ fingerprint: first.fingerprint, documents: 20 });
  });

  it("with the same documents share their files, each with the report of its own import", async () => {
    await writeSource(source, { "c4/a.jsonl": madeRecords("share", 200) });
    const clean = await run();
    await writeSource(source, { "c4/b.jsonl": ["{"] });
    const dirty = await run();
    expect(dirty.fingerprint).toBe(clean.fingerprint);
    const totals = [clean, dirty].map(
      async ({ versionId }) =>
        (await getImportReport({ ctx: studio.ctx, input: { versionId } })).rejectedTotal,
    );
    expect(await Promise.all(totals)).toEqual([0, 1]);
  });

  it("with ratings that were not imported are other corpora, marked as such", async () => {
    await writeSource(source, { "c4/a.jsonl": madeRecords("origin", 20) });
    const imported = await run();
    const demo = await run({
      provenance: { fluency: "stand-in", word_count: "computed" },
      licences: [{ name: "n", licence: "CC0-1.0", documents: 20 }],
    });
    expect(demo.fingerprint).not.toBe(imported.fingerprint);
    const detail = await getCorpus({ ctx: studio.ctx, input: { corpusId: demo.corpusId } });
    expect(detail.standIns).toBe(true);
    expect(detail.info).toMatchObject({
      standIns: ["fluency"],
      licences: [{ name: "n", licence: "CC0-1.0", documents: 20 }],
    });
    expect([
      detail.statistics.raters.fluency?.provenance,
      detail.statistics.raters.word_count?.provenance,
      detail.statistics.raters.reasoning?.provenance,
    ]).toEqual(["stand-in", "computed", "imported"]);
  });
});
