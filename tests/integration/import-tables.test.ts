import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SqlRow } from "@/core/engine";
import { RATER_IDS, RATERS, type Rater, type RaterId } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import { rankOf } from "@/core/scoring/normalise";
import { QUANTILES, type ColumnStatistics } from "@/core/statistics";
import { countTokens } from "@/core/tokens/llama-tokens";
import { getCorpus } from "@/server/services/corpus/get";
import { levelOf } from "@/server/services/corpus/importing/expected-level";
import { writeSource } from "@/tests/support/released-layout";
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

describe("what the files of a corpus say", () => {
  const COUNT = 700;
  let rows: SqlRow[];
  let result: ImportResult;
  let records: Record<string, unknown>[];

  beforeEach(async () => {
    records = madeRecords("c4", COUNT).map((row, at) => ({
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
    const own = await sqlRows(
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
});

describe("the frozen sample", () => {
  it("has the wanted size, is fair in tokens and takes large documents for certain", async () => {
    const rows = madeRecords("sample", 3000).map((row, at) => ({
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
    const { info } = await getCorpus({ ctx: studio.ctx, input: { corpusId: result.corpusId } });
    expect(info.sampleDocuments).toBe(500);
    expect(info.scoreParts.sample[0]).toMatchObject({ group: "key", firstRow: 0, rows: 500 });
    expect(info.scoreParts.all[0]).toMatchObject({ group: "key", firstRow: 0, rows: 3000 });
  });
});

describe("a rater", () => {
  it("has its column by the id the recipe uses", async () => {
    await writeSource(source, { "c4/a.jsonl": madeRecords("columns", 3) });
    const [row] = await scores(await run());
    const missing = RATER_IDS.filter(
      (id: RaterId) => !(id in (row ?? {})) || !(raterColumn(id, "rank") in (row ?? {})),
    );
    expect(missing).toEqual([]);
  });
});
