import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { RecordBatchReader } from "apache-arrow";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RATER_IDS } from "@/core/raters";
import {
  BATCH_ROWS,
  MOST_WHOLE_ROWS,
  partColumns,
  partsOfKind,
  PART_BYTES,
  SCORE_GROUPS,
  type ScorePart,
} from "@/core/score-parts";
import { raterColumn } from "@/core/score-table";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { writeScoreParts } from "@/server/services/corpus/importing/write-score-parts";
import { makeScoreParts, type MadeParts } from "@/tests/support/made-score-parts";
import { openWasm } from "@/tests/support/wasm-engine";
import { assembleTable } from "@/workers/browser/assemble-table";

let folder: string;
let engine: DuckDb;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "parts-"));
  engine = await openDuckDb({ temporaryFolder: path.join(folder, "duckdb"), folders: [folder] });
});
afterAll(async () => {
  engine.close();
  await rm(folder, { recursive: true });
});

const make = (rows: number, seed: number, few: boolean, sampled: number): Promise<MadeParts> =>
  makeScoreParts({ engine, folder }, { rows, seed, few, sampled });

const read = async (made: MadeParts, part: ScorePart) =>
  new Uint8Array(await readFile(path.join(made.folder, `${part.sha256}.arrow`)));

const loaded = (made: MadeParts, parts: readonly ScorePart[]) =>
  Promise.all(parts.map(async (part) => ({ ...part, data: await read(made, part) })));

/** Every column of an Arrow stream as it lies in memory: the bytes of its values, missing ones as 0, and who is missing. */
function columnsOf(stream: Uint8Array): Map<string, string> {
  const found = new Map<string, { values: number[]; valid: boolean[] }>();
  for (const batch of RecordBatchReader.from(stream)) {
    for (const [at, { name }] of batch.schema.fields.entries()) {
      const column = batch.getChildAt(at);
      const kept = found.get(name) ?? { values: [], valid: [] };
      found.set(name, kept);
      for (let row = 0; row < batch.numRows; row += 1) {
        const value: unknown = column?.get(row);
        kept.values.push(typeof value === "number" ? value : 0);
        kept.valid.push(value !== null);
      }
    }
  }
  const digest = ({ values, valid }: { values: number[]; valid: boolean[] }) =>
    createHash("sha256")
      .update(Buffer.from(Float64Array.from(values).buffer))
      .update(Buffer.from(valid.map(Number)))
      .digest("hex");
  return new Map([...found].map(([name, column]) => [name, digest(column)]));
}

/** The same of scores.parquet. */
async function columnsIn(
  made: MadeParts,
  names: Iterable<string>,
  where: string,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of names) {
    const rows = await engine.query(
      `SELECT ${name} AS value FROM read_parquet(${sqlText(made.scores)}) WHERE ${where} ORDER BY ordinal`,
    );
    const values = Float64Array.from(rows, ({ value }) => (typeof value === "number" ? value : 0));
    const hash = createHash("sha256").update(Buffer.from(values.buffer));
    found.set(
      name,
      hash.update(Buffer.from(rows.map(({ value }) => (value === null ? 0 : 1)))).digest("hex"),
    );
  }
  return found;
}

describe("the score parts of a corpus", () => {
  it("hold scores.parquet bit for bit when they are joined again, whatever is missing and wherever they are cut", async () => {
    const rows = fc.oneof(
      fc.integer({ min: 1, max: 300 }),
      fc.constantFrom(BATCH_ROWS - 1, BATCH_ROWS, BATCH_ROWS + 1, 2 * BATCH_ROWS, 2 * BATCH_ROWS + 7),
    );
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(rows, fc.nat(1000), share, async (count, seed, part) => {
        const sampled = Math.max(1, Math.floor(count * part));
        const table = await make(count, seed, true, sampled);
        for (const [parts, where] of [
          [table.parts.all, "TRUE"],
          [table.parts.sample, "inclusion > 0"],
        ] as const) {
          for (const kind of ["values", "ranks"] as const) {
            const joined = columnsOf(assembleTable(await loaded(table, partsOfKind(parts, kind))));
            expect(joined).toEqual(await columnsIn(table, joined.keys(), where));
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  it("are cut so that each is at most 8 MB, named by its hash, and covers its rows without a gap", async () => {
    const table = await make(400_000, 3, false, 100_000);
    for (const [parts, total] of [
      [table.parts.sample, 100_000],
      [table.parts.all, 400_000],
    ] as const) {
      expect(new Set(parts.map(({ group }) => group))).toEqual(new Set(SCORE_GROUPS));
      for (const group of SCORE_GROUPS) {
        const own = parts.filter((part) => part.group === group);
        expect(own.reduce((row, part) => (part.firstRow === row ? row + part.rows : NaN), 0)).toBe(total);
      }
      for (const part of parts) {
        const bytes = await read(table, part);
        expect(bytes.length).toBe(part.bytes);
        expect(bytes.length).toBeLessThanOrEqual(PART_BYTES);
        expect(createHash("sha256").update(bytes).digest("hex")).toBe(part.sha256);
      }
    }
    expect(table.parts.all.filter(({ group }) => group === "model").map(({ rows }) => rows)).toEqual([
      8 * BATCH_ROWS,
      8 * BATCH_ROWS,
      400_000 - 16 * BATCH_ROWS,
    ]);
  });

  it("are the same files for the sample and for all where the sample is the whole corpus", async () => {
    const table = await make(50, 1, false, 50);
    expect(table.parts.all).toEqual(table.parts.sample);
    expect((await readdir(table.folder)).length).toBe(
      new Set(table.parts.all.map(({ sha256 }) => sha256)).size,
    );
  });

  it("are of the sample alone where a corpus has more than two million documents", async () => {
    const { scores, statistics } = await make(50, 5, true, 50);
    const write = (documents: number) =>
      writeScoreParts({
        ...{ engine, scores, folder: path.join(folder, "large"), sampleDocuments: 20 },
        statistics: { ...statistics, documents },
        signal: new AbortController().signal,
      });
    const atLimit = await write(MOST_WHOLE_ROWS);
    expect(atLimit.all).toEqual(atLimit.sample);
    const beyond = await write(MOST_WHOLE_ROWS + 1);
    expect(beyond).toEqual({ sample: atLimit.sample, all: [] });
  });

  it("leave out raters that are off, and groups without any column", async () => {
    const { statistics } = await make(3, 2, true, 3);
    const named = (group: (typeof SCORE_GROUPS)[number]) =>
      partColumns(group, statistics).map(({ name }) => name);
    expect(named("model")).toEqual(["fluency"]);
    expect(named("model-ranks")).toEqual([raterColumn("fluency", "rank")]);
    expect(named("levels")).toEqual([raterColumn("fluency", "argmax")]);
    const none = { ...statistics, raters: { ...statistics.raters, dsir_math: null } };
    expect(partColumns("importance", none)).toEqual([]);
  });

  it("make one table in the browser's DuckDB that answers as the file does", async () => {
    const table = await make(BATCH_ROWS + 500, 9, false, 700);
    const wasm = await openWasm();
    const stream = assembleTable(await loaded(table, partsOfKind(table.parts.all, "values")));
    wasm.connection.insertArrowFromIPCStream(stream, { name: "wide", create: true });
    // Whole numbers: their sum is the same in whatever order the engines add.
    const asked = RATER_IDS.map(
      (id) =>
        `count(${id}) AS ${id}_n, sum(floor(${id})::BIGINT)::DOUBLE AS ${id}_sum, max(${id})::DOUBLE AS ${id}_max`,
    );
    const sql = (from: string) =>
      `SELECT count(*) AS rows, sum(tokens)::DOUBLE AS tokens, sum(inclusion)::DOUBLE AS inclusion, sum(fluency_argmax)::DOUBLE AS levels, ${asked.join(", ")} FROM ${from}`;
    expect(await wasm.query(sql("wide"))).toEqual(
      await engine.query(sql(`read_parquet(${sqlText(table.scores)})`)),
    );
    wasm.close();
  });

  it("cannot be joined when rows or a group's end are missing", async () => {
    const table = await make(2 * BATCH_ROWS + 5, 4, false, 10);
    const parts = await loaded(table, partsOfKind(table.parts.all, "values"));
    const [key] = parts;
    const late = key === undefined ? [] : [{ ...key, firstRow: 20 }];
    expect(() => assembleTable(late)).toThrow("rows 0 to 20 of key are missing");
    expect(() => assembleTable([])).toThrow("no part");
    const sample = await loaded(table, table.parts.sample.slice(0, 1));
    expect(() => assembleTable([...parts.filter((p) => p.group === "model"), ...sample])).toThrow(
      "differ in their rows",
    );
  });
});
