import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { tableFromIPC } from "apache-arrow";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SqlRow } from "@/core/engine";
import { RATER_IDS, RATERS, type Rater, type RaterId } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import { rankOf } from "@/core/scoring/normalise";
import { QUANTILES, type ColumnStatistics } from "@/core/statistics";
import { countTokens } from "@/core/tokens/llama-tokens";
import { openDuckDb } from "@/server/duckdb/engine";
import { getCorpus } from "@/server/services/corpus/get";
import { getImportReport } from "@/server/services/corpus/get-report";
import { importCorpus, type ImportCorpus, type ImportResult } from "@/server/services/corpus/import";
import { requestImport } from "@/server/services/corpus/request-import";
import { levelOf } from "@/server/services/corpus/importing/expected-level";
import { listCorpora } from "@/server/services/corpus/list";
import { corpusPath } from "@/server/storage/home";
import { madeRecord, writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

type Input = ImportCorpus["input"];

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

const run = (input: Partial<Input> = {}, more: Partial<ImportCorpus> = {}): Promise<ImportResult> =>
  importCorpus({
    ctx: studio.ctx,
    input: { id: randomUUID(), path: source, name: randomUUID(), ...input },
    signal: new AbortController().signal,
    report: () => undefined,
    roots: null,
    ...more,
  });

async function rowsOf(sql: string): Promise<SqlRow[]> {
  const engine = await openDuckDb();
  try {
    return await engine.query(sql);
  } finally {
    engine.close();
  }
}
const file = ({ fingerprint }: ImportResult, name: string): string =>
  path.join(corpusPath(fingerprint, studio.home), name);
const scores = (result: ImportResult): Promise<SqlRow[]> =>
  rowsOf(`SELECT * FROM '${file(result, "scores.parquet")}' ORDER BY ordinal`);
const texts = (result: ImportResult): Promise<SqlRow[]> =>
  rowsOf(`SELECT * FROM '${file(result, "text/*.parquet")}' ORDER BY doc_id`);

const many = (domain: string, count: number, from = 0): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, at) => {
    const id = `${domain}-${String(from + at).padStart(4, "0")}`;
    return madeRecord(id, `Text ${id} ${"word ".repeat(at % 50)}`, from + at + domain.length * 1000);
  });

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
        ...many("arxiv", 20),
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
      ...many("arxiv", 20).map(({ id }) => id),
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
      await rowsOf(
        `SELECT cleanliness::VARCHAR AS l FROM '${file(result, "logits.parquet")}' WHERE ordinal = 21`,
      ),
    ).toEqual([{ l: "[1.0, 2.0, 3.0, 4.0, 5.0, NULL]" }]);
    expect((await texts(result)).map((row) => row["doc_id"])).toEqual(rows.map((row) => row["doc_id"]));
    expect((await texts(result))[0]).toEqual({ doc_id: "a-first", text: "text of a-first" });
  });

  it("turns off a rater that no row has, and says so", async () => {
    const rows = many("c4", 30).map((row) => ({ ...row, dsir_math: null, ad_en: [1, null] }));
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
    await writeSource(source, { "c4/a.jsonl": [...many("fail", 98), "{", "[]"] });
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
    await writeSource(source, { "c4/a.jsonl": [...many("twice", 10), ...many("twice", 1)] });
    await expect(run()).rejects.toThrow("1 of 11 rows were rejected");
  });

  it("because no row is usable, or none is left, says so", async () => {
    await writeSource(source, { "c4/a.jsonl": ["{"] });
    await expect(run({ maxRejects: 1 })).rejects.toThrow("no usable document: 1 of 1 rows were rejected");
    await writeSource(source, { "c4/a.jsonl": [""] });
    await expect(run({ maxRejects: 1 })).rejects.toThrow("no usable document");
  });

  it("because the folder holds no domain folder says how one looks", async () => {
    await writeSource(source, { "a.jsonl": many("loose", 2) });
    await expect(run()).rejects.toMatchObject({
      code: "invalid-input",
      way: expect.stringContaining("domain folders"),
    });
  });

  it("by the signal is cancelled and leaves nothing", async () => {
    await writeSource(source, { "c4/a.jsonl": many("cancel", 3000) });
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
    await writeSource(source, { "c4/a.jsonl": many("grow", 20) });
    const name = randomUUID();
    const first = await run({ name });
    expect(await run({ name })).toEqual(first);
    await writeSource(source, { "c4/b.jsonl": many("grow", 5, 20) });
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
    await writeSource(source, { "c4/a.jsonl": many("share", 200) });
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
    await writeSource(source, { "c4/a.jsonl": many("origin", 20) });
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

describe("what the files of a corpus say", () => {
  const COUNT = 700;
  let rows: SqlRow[];
  let result: ImportResult;
  let records: Record<string, unknown>[];

  beforeEach(async () => {
    records = many("c4", COUNT).map((row, at) => ({
      ...row,
      rps_doc_num_sentences: at % 7,
      rps_doc_mean_word_length: 5,
      dsir_math: at % 3 === 0 ? null : row["dsir_math"],
    }));
    await writeSource(source, { "c4/a.jsonl": records.slice(0, 400), "book/b.jsonl": records.slice(400) });
    result = await run({ name: "statistics" });
    rows = await scores(result);
  });

  /** Definitions written plainly, over the float32 values of the records. */
  function statisticsOf(values: readonly (number | null)[]): ColumnStatistics {
    const present = values.filter((value) => value !== null).sort((a, b) => a - b);
    const n = present.length;
    const mean = present.reduce((sum, value) => sum + value, 0) / n;
    const quantiles = Array.from({ length: QUANTILES }, (_, k) => {
      const position = ((n - 1) * k) / (QUANTILES - 1);
      const low = present[Math.floor(position)] ?? NaN;
      return low + (position - Math.floor(position)) * ((present[Math.ceil(position)] ?? NaN) - low);
    });
    const sd = Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
    return {
      n,
      missing: values.length - n,
      min: present[0] ?? NaN,
      max: present[n - 1] ?? NaN,
      mean,
      sd,
      quantiles,
    };
  }

  function valueIn(record: Record<string, unknown>, rater: Rater, kind: "value" | "argmax"): number | null {
    const { source: place } = rater;
    const field = record[place.field];
    if (field === null) return null;
    if (place.kind === "scalar") return Math.fround(field as number);
    if (place.kind === "item") return Math.fround((field as number[])[place.position] ?? NaN);
    const level = levelOf(field as number[]);
    return kind === "argmax" ? level.argmax : Math.fround(level.expected);
  }

  it("are the statistics of plain definitions, and ranks that are rankOf as float32", async () => {
    const { statistics } = await getCorpus({ ctx: studio.ctx, input: { corpusId: result.corpusId } });
    for (const rater of RATERS as readonly Rater[]) {
      const found = statistics.raters[rater.id];
      for (const kind of ["value", "argmax"] as const) {
        const column = found?.[kind];
        if (column === null || column === undefined) continue;
        const expected = statisticsOf(records.map((record) => valueIn(record, rater, kind)));
        const { mean, sd, ...exact } = column;
        expect(exact).toEqual({
          n: expected.n,
          missing: expected.missing,
          min: expected.min,
          max: expected.max,
          quantiles: expected.quantiles,
        });
        expect(Math.abs(mean - expected.mean)).toBeLessThanOrEqual(
          1e-12 * Math.max(1, Math.abs(expected.mean)),
        );
        expect(Math.abs(sd - expected.sd)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected.sd));
      }
      const quantiles = found?.value.quantiles ?? [];
      for (const [at, row] of rows.entries()) {
        const value = row[rater.id];
        const record = records.find(({ id }) => id === row["doc_id"]);
        expect(value).toBe(record === undefined ? undefined : valueIn(record, rater, "value"));
        expect(row[raterColumn(rater.id, "rank")], `${rater.id} of row ${String(at)}`).toBe(
          typeof value === "number" ? Math.fround(rankOf(quantiles, value)) : null,
        );
      }
    }
    expect(statistics.raters.mean_word_length?.value).toMatchObject({ sd: 0, mean: 5 });
    expect(rows[0]?.["mean_word_length_rank"]).toBe(0.5);
    expect(statistics.domains).toEqual([
      {
        domain: "book",
        documents: 300,
        tokens: rows
          .filter((row) => row["domain"] === 0)
          .reduce((sum, row) => sum + Number(row["tokens"]), 0),
      },
      {
        domain: "c4",
        documents: 400,
        tokens: rows
          .filter((row) => row["domain"] === 1)
          .reduce((sum, row) => sum + Number(row["tokens"]), 0),
      },
    ]);
    expect(statistics.documents).toBe(COUNT);
    expect(statistics.tokens).toBe(result.tokens);
  });

  it("agree with DuckDB's own quantile_cont, and tokens are LLaMA's", async () => {
    const { statistics } = await getCorpus({ ctx: studio.ctx, input: { corpusId: result.corpusId } });
    const positions = Array.from({ length: 65 }, (_, k) => `${String(k)}/64::DOUBLE`).join(", ");
    const own = await rowsOf(
      `SELECT unnest(quantile_cont(dsir_math::DOUBLE, [${positions}])) AS q FROM '${file(result, "scores.parquet")}'`,
    );
    expect(own.map((row) => row["q"])).toEqual(
      Array.from({ length: 65 }, (_, k) => statistics.raters.dsir_math?.value.quantiles[k * 64]),
    );
    const [first] = records;
    expect(rows.find((row) => row["doc_id"] === first?.["id"])?.["tokens"]).toBe(
      countTokens(String(first?.["content"])),
    );
  });

  it("reach the browser whole, in the same order, with their nulls", async () => {
    const values = tableFromIPC(await readFile(file(result, "preview/values.arrow")));
    const ranks = tableFromIPC(await readFile(file(result, "preview/ranks.arrow")));
    expect(values.schema.fields.map(({ name }) => name).slice(0, 4)).toEqual([
      "ordinal",
      "domain",
      "tokens",
      "inclusion",
    ]);
    expect(values.numRows).toBe(COUNT);
    const columns = [...values.schema.fields, ...ranks.schema.fields].map(({ name }) => name);
    for (const name of columns) {
      const column = (values.getChild(name) ?? ranks.getChild(name))?.toArray() as ArrayLike<number>;
      const nulls = values.getChild(name) ?? ranks.getChild(name);
      rows.forEach((row, at) =>
        expect(nulls?.isValid(at) === true ? column[at] : null, name).toBe(row[name]),
      );
    }
    const { info } = await getCorpus({ ctx: studio.ctx, input: { corpusId: result.corpusId } });
    expect(info.sampleDocuments).toBe(COUNT);
    expect(info.previewBytes.values).toBe((await readFile(file(result, "preview/values.arrow"))).length);
  });
});

describe("the frozen sample", () => {
  it("has the wanted size, is fair in tokens and takes large documents for certain", async () => {
    const rows = many("sample", 3000).map((row, at) => ({
      ...row,
      n: at === 7 ? 1_000_000 : 1 + (at % 40) * 10,
    }));
    await writeSource(source, { "c4/a.jsonl": rows });
    const result = await run({ tokensField: "n", sampleDocuments: 500 });
    const table = await scores(result);
    const drawn = table.filter((row) => Number(row["inclusion"]) > 0);
    expect(drawn).toHaveLength(500);
    expect(table[7]).toMatchObject({ tokens: 1_000_000, inclusion: 1 });
    const open = drawn.filter((row) => row["inclusion"] !== 1);
    const ratios = new Set(
      open.map((row) => Math.fround(Number(row["tokens"]) / Number(row["inclusion"])).toPrecision(5)),
    );
    expect(ratios.size).toBe(1);
    const estimate = drawn.reduce((sum, row) => sum + Number(row["tokens"]) / Number(row["inclusion"]), 0);
    expect(estimate / result.tokens).toBeCloseTo(1, 6);
    const preview = tableFromIPC(await readFile(file(result, "preview/values.arrow")));
    expect([...((preview.getChild("ordinal")?.toArray() ?? []) as Iterable<number>)]).toEqual(
      drawn.map((row) => row["ordinal"]),
    );
  });
});

describe("the validation set", () => {
  it("held out by hash is never selectable and the same however the rows lie", async () => {
    await writeSource(source, { "c4/a.jsonl": many("held", 1000) });
    const result = await run({ holdout: 0.1 });
    expect(result.documents + result.validationDocuments).toBe(1000);
    expect(Math.abs(result.validationDocuments - 100)).toBeLessThan(40);
    const held = await rowsOf(`SELECT * FROM '${file(result, "validation.parquet")}'`);
    const chosen = new Set((await scores(result)).map((row) => row["doc_id"]));
    expect(held).toHaveLength(result.validationDocuments);
    expect(held.filter((row) => chosen.has(row["doc_id"] ?? null))).toEqual([]);
    expect((await texts(result)).length).toBe(result.documents);
    expect(held.reduce((sum, row) => sum + Number(row["tokens"]), 0)).toBe(result.validationTokens);
    expect(held[0]?.["text"]).toBe(
      many("held", 1000).find((row) => row["id"] === held[0]?.["doc_id"])?.["content"],
    );
    const { statistics } = await getCorpus({ ctx: studio.ctx, input: { corpusId: result.corpusId } });
    expect(statistics.raters.word_count?.value.n).toBe(result.documents);
  });

  it("of its own file needs no scores, may name domains, and its ids are nobody else's", async () => {
    await writeSource(source, { "c4/a.jsonl": many("own", 100) });
    const apart = path.join(source, "validation.jsonl");
    await writeFile(
      apart,
      `{"id":"v1","content":"one","domain":"book"}\n{"id":"v2","content":"two"}\n{"id":"own-0003","content":"three"}\n`,
    );
    const result = await run({ validationPath: apart });
    expect(result).toMatchObject({ documents: 99, validationDocuments: 3, rejected: 1 });
    expect(await rowsOf(`SELECT doc_id, domain, text FROM '${file(result, "validation.parquet")}'`)).toEqual([
      { doc_id: "own-0003", domain: "validation", text: "three" },
      { doc_id: "v1", domain: "book", text: "one" },
      { doc_id: "v2", domain: "validation", text: "two" },
    ]);
  });

  it("must leave something to select", async () => {
    await writeSource(source, { "c4/a.jsonl": many("none", 1) });
    const apart = path.join(source, "validation.jsonl");
    await writeFile(apart, `{"id":"none-0000","content":"one"}\n`);
    await expect(run({ validationPath: apart, maxRejects: 1 })).rejects.toThrow("none is left to select");
  });
});

describe("where an import may read", () => {
  it("is told before anything is queued, and links do not lead out of it", async () => {
    await writeSource(source, { "in/c4/a.jsonl": many("root", 10), "out/b.jsonl": many("out", 10) });
    const roots = [path.join(source, "in")];
    await symlink(path.join(source, "out"), path.join(source, "in", "c4", "link"));
    await expect(run({ path: path.join(source, "out") }, { roots })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(run({ path: path.join(source, "gone") }, { roots })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(run({ path: path.join(source, "in") }, { roots })).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("link"),
    });
    expect(await run({ path: path.join(source, "in") })).toMatchObject({ documents: 20 });
    await symlink(path.join(source, "in"), path.join(source, "in", "c4", "loop"));
    await expect(run({ path: path.join(source, "in") })).rejects.toThrow("folder that holds it");
    const queued = (): Promise<number> => studio.ctx.db.job.count();
    const before = await queued();
    await expect(
      requestImport({ ctx: studio.ctx, input: { id: randomUUID(), path: "/proc/self", name: "n" } }),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(await queued()).toBe(before);
  });

  it("is unlimited for the terminal, but the path has to exist", async () => {
    await expect(run({ path: path.join(source, "gone") })).rejects.toMatchObject({ code: "not-found" });
  });

  it("queues one job however often it is asked", async () => {
    await mkdir(path.join(studio.home, "src"), { recursive: true });
    const input = { id: randomUUID(), path: path.join(studio.home, "src"), name: "queued" };
    expect(await requestImport({ ctx: studio.ctx, input })).toEqual({ jobId: input.id });
    expect(await requestImport({ ctx: studio.ctx, input })).toEqual({ jobId: input.id });
    expect(await studio.ctx.db.job.findUnique({ where: { id: input.id } })).toMatchObject({
      kind: "import-corpus",
      state: "queued",
    });
  });
});

describe("gzip files", () => {
  it("give the same corpus", async () => {
    const lines = many("zip", 30)
      .map((row) => `${JSON.stringify(row)}\n`)
      .join("");
    await writeSource(source, { "a/c4/a.jsonl": Buffer.from(lines), "b/c4/a.jsonl.gz": gzipSync(lines) });
    const [plain, zipped] = [
      await run({ path: path.join(source, "a") }),
      await run({ path: path.join(source, "b") }),
    ];
    expect(zipped.fingerprint).toBe(plain.fingerprint);
  });
});

describe("a rater", () => {
  it("has its column by the id the recipe uses", async () => {
    await writeSource(source, { "c4/a.jsonl": many("columns", 3) });
    const [row] = await scores(await run());
    const missing = RATER_IDS.filter(
      (id: RaterId) => !(id in (row ?? {})) || !(raterColumn(id, "rank") in (row ?? {})),
    );
    expect(missing).toEqual([]);
  });
});
