import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import {
  Float32,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Field,
  Uint32,
  Uint8,
  type Data,
} from "apache-arrow";
import type { DuckDBDataChunk } from "@duckdb/node-api";
import type { DuckDb } from "@/server/duckdb/engine";

export interface PreviewColumn {
  readonly name: string;
  readonly type: "UINTEGER" | "UTINYINT" | "FLOAT";
}

/** Rows of a record batch; a multiple of DuckDB's 2,048 would gain nothing. */
const BATCH_ROWS = 65_536;

/** Writes columns of a relation, in its order, as an uncompressed Arrow IPC stream (DuckDB-wasm refuses compressed buffers). */
export async function writePreviewFile(
  engine: DuckDb,
  relation: string,
  columns: readonly PreviewColumn[],
  target: string,
  signal: AbortSignal,
): Promise<void> {
  const schema = new Schema(columns.map(({ name, type }) => new Field(name, arrowType(type), true)));
  const writer = new RecordBatchStreamWriter();
  writer.reset(undefined, schema);
  const written = pipeline(writer.toNodeStream(), createWriteStream(target));
  let gathered = columns.map(({ type }) => new ColumnBuffer(type));
  let rows = 0;
  const flush = (): void => {
    if (rows === 0) return;
    const children = gathered.map((column) => column.data(rows));
    writer.write(
      new RecordBatch(
        schema,
        makeData({ type: new Struct(schema.fields), length: rows, nullCount: 0, children }),
      ),
    );
    gathered = columns.map(({ type }) => new ColumnBuffer(type));
    rows = 0;
  };
  const take = (chunk: DuckDBDataChunk): void => {
    if (rows + chunk.rowCount > BATCH_ROWS) flush();
    gathered.forEach((column, index) => column.take(chunk, index, rows));
    rows += chunk.rowCount;
  };
  try {
    await engine.stream(
      `SELECT ${columns.map(({ name }) => name).join(", ")} FROM ${relation}`,
      take,
      signal,
    );
    flush();
  } finally {
    writer.finish();
    await written;
  }
}

const arrowType = (type: PreviewColumn["type"]) =>
  type === "FLOAT" ? new Float32() : type === "UINTEGER" ? new Uint32() : new Uint8();

class ColumnBuffer {
  private readonly values: Float32Array | Uint32Array | Uint8Array;
  private readonly valid = new Uint8Array(BATCH_ROWS / 8);
  private missing = 0;

  constructor(private readonly type: PreviewColumn["type"]) {
    this.values =
      type === "FLOAT"
        ? new Float32Array(BATCH_ROWS)
        : type === "UINTEGER"
          ? new Uint32Array(BATCH_ROWS)
          : new Uint8Array(BATCH_ROWS);
  }

  take(chunk: DuckDBDataChunk, index: number, offset: number): void {
    const vector = chunk.getColumnVector(index);
    for (let row = 0; row < chunk.rowCount; row += 1) {
      const value = vector.getItem(row);
      const at = offset + row;
      if (typeof value !== "number") {
        this.missing += 1;
        continue;
      }
      this.values[at] = value;
      this.valid[at >> 3] = (this.valid[at >> 3] ?? 0) | (1 << (at & 7));
    }
  }

  data(rows: number): Data {
    const nullBitmap = this.missing === 0 ? null : this.valid.subarray(0, Math.ceil(rows / 8));
    const shape = { length: rows, nullCount: this.missing, nullBitmap };
    const values = this.values.subarray(0, rows);
    if (values instanceof Float32Array) return makeData({ type: new Float32(), data: values, ...shape });
    if (values instanceof Uint32Array) return makeData({ type: new Uint32(), data: values, ...shape });
    return makeData({ type: new Uint8(), data: values, ...shape });
  }
}
