import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { exportColumns, type ExportColumn, type ExportRow } from "@/server/services/document/export-columns";
import { PlainParquetFile, type PlainColumn } from "@/server/storage/plain-parquet";
import { scratchPath } from "@/server/storage/home";

/** A row group: so many rows, or so many bytes of texts. */
const GROUP_ROWS = 16_384;
const GROUP_BYTES = 8 * 1024 ** 2;
const NO_LEVEL = 255;
const MEMORY_MB = 512;

export interface ParquetExport {
  readonly rows: AsyncIterable<ExportRow>;
  readonly text: boolean;
  readonly home: string;
  readonly signal: AbortSignal;
}

/**
 * A Parquet file, piece by piece. Its footer needs all rows, so the file is made in scratch first: as plain values, which
 * DuckDB compresses.
 */
export async function* parquetPieces({
  rows,
  text,
  home,
  signal,
}: ParquetExport): AsyncGenerator<Uint8Array> {
  const folder = scratchPath(`export-${randomUUID()}`, home);
  const plain = path.join(folder, "plain.parquet");
  const packed = path.join(folder, "packed.parquet");
  await mkdir(folder, { recursive: true });
  try {
    const columns = exportColumns(text);
    await writePlain(plain, columns, rows);
    await pack(plain, packed, columns, signal);
    for await (const piece of createReadStream(packed, { signal })) yield piece as Uint8Array;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const plainType = ({ kind }: ExportColumn): PlainColumn["type"] =>
  kind === "text" ? "VARCHAR" : kind === "score" ? "FLOAT" : "UINTEGER";

async function writePlain(
  target: string,
  columns: readonly ExportColumn[],
  rows: AsyncIterable<ExportRow>,
): Promise<void> {
  const file = await PlainParquetFile.create(
    target,
    columns.map((column) => ({ name: column.name, type: plainType(column) })),
  );
  try {
    let group: ExportRow[] = [];
    let bytes = 0;
    const flush = async (): Promise<void> => {
      const values = columns.map((column) => valuesOf(column, group));
      if (group.length > 0) await file.writeGroup(group.length, values);
      group = [];
      bytes = 0;
    };
    for await (const row of rows) {
      group.push(row);
      bytes += row.text?.length ?? 0;
      if (group.length >= GROUP_ROWS || bytes >= GROUP_BYTES) await flush();
    }
    await flush();
    await file.finish();
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The values of a column as plain Parquet has them; what is missing has a stand-in. */
function valuesOf(column: ExportColumn, rows: readonly ExportRow[]): Uint8Array {
  if (column.kind === "text") {
    return Buffer.concat(
      rows.flatMap((row) => {
        const text = Buffer.from(column.read(row));
        const length = Buffer.alloc(4);
        length.writeUInt32LE(text.length);
        return [length, text];
      }),
    );
  }
  const numbers =
    column.kind === "score"
      ? Float32Array.from(rows, (row) => column.read(row) ?? Number.NaN)
      : Uint32Array.from(rows, (row) => column.read(row) ?? NO_LEVEL);
  return new Uint8Array(numbers.buffer);
}

/** One thread keeps the rows in order although DuckDB is told that it need not, which it asks for to bound groups by bytes. */
async function pack(
  plain: string,
  packed: string,
  columns: readonly ExportColumn[],
  signal: AbortSignal,
): Promise<void> {
  const engine = await openDuckDb({ threads: 1, memoryMb: MEMORY_MB });
  try {
    await engine.run("SET preserve_insertion_order = false");
    await engine.run(
      `COPY (SELECT ${columns.map(packedSql).join(", ")} FROM read_parquet(${sqlText(plain)}))
       TO ${sqlText(packed)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE_BYTES ${String(GROUP_BYTES)})`,
      signal,
    );
  } finally {
    engine.close();
  }
}

function packedSql({ name, kind }: ExportColumn): string {
  if (kind === "score") return `CASE WHEN NOT isnan("${name}") THEN "${name}" END AS "${name}"`;
  if (kind === "level") return `nullif("${name}", ${String(NO_LEVEL)})::UTINYINT AS "${name}"`;
  return `"${name}"`;
}
