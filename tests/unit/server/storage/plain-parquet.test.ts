import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { PlainParquetFile, type PlainColumn } from "@/server/storage/plain-parquet";

const COLUMNS: readonly PlainColumn[] = [
  { name: "name", type: "VARCHAR" },
  { name: "count", type: "UINTEGER" },
  { name: "score", type: "FLOAT" },
  { name: "share", type: "DOUBLE" },
  { name: "seq", type: "BIGINT" },
  { name: "digest", type: "UBIGINT" },
];

interface Row {
  readonly name: string;
  readonly count: number;
  readonly score: number;
  readonly share: number;
  readonly seq: bigint;
  readonly digest: bigint;
}

const row: fc.Arbitrary<Row> = fc.record({
  name: fc.string({ unit: "binary", maxLength: 40 }).filter((text) => !/\p{Surrogate}|\ufeff/u.test(text)),
  count: fc.nat(0xffff_ffff),
  score: fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  share: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  seq: fc.bigInt({ min: 0n, max: 2n ** 52n }),
  digest: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
});

const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

function plain(rows: readonly Row[]): Uint8Array[] {
  const texts = rows.flatMap(({ name }) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(Buffer.byteLength(name));
    return [length, Buffer.from(name)];
  });
  return [
    Buffer.concat(texts),
    bytesOf(Uint32Array.from(rows, ({ count }) => count)),
    bytesOf(Float32Array.from(rows, ({ score }) => score)),
    bytesOf(Float64Array.from(rows, ({ share }) => share)),
    bytesOf(BigInt64Array.from(rows, ({ seq }) => seq)),
    bytesOf(BigUint64Array.from(rows, ({ digest }) => digest)),
  ];
}

describe("a plain Parquet file", () => {
  let folder: string;
  let engine: DuckDb;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "plain-"));
    engine = await openDuckDb({ temporaryFolder: folder });
  });
  afterAll(async () => {
    engine.close();
    await rm(folder, { recursive: true });
  });

  it("is read by DuckDB as what was written, in its row groups", async () => {
    const target = path.join(folder, "a.parquet");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(row, { minLength: 1, maxLength: 20 }), { maxLength: 20 }),
        async (groups) => {
          const file = await PlainParquetFile.create(target, COLUMNS);
          for (const rows of groups) await file.writeGroup(rows.length, plain(rows));
          await file.finish();
          const found = await engine.query(
            `SELECT name, count, score, share, seq, digest::VARCHAR AS digest FROM '${target}'`,
          );
          expect(found).toEqual(
            groups.flat().map((written) => ({
              ...written,
              seq: Number(written.seq),
              digest: String(written.digest),
            })),
          );
          const sizes = await engine.query(
            `SELECT row_group_num_rows AS n FROM parquet_metadata('${target}') WHERE path_in_schema = 'name' ORDER BY row_group_id`,
          );
          expect(sizes.map(({ n }) => n)).toEqual(groups.map((rows) => rows.length));
        },
      ),
      { numRuns: 50 },
    );
  });
});
