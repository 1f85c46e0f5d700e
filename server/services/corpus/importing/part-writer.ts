import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import {
  Field,
  Float32,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Uint32,
  Uint8,
  type Data,
} from "apache-arrow";
import type { DuckDBDataChunk } from "@duckdb/node-api";
import { BATCH_ROWS, PART_BYTES, type PartColumn, type ScorePart } from "@/core/score-parts";
import { float32Column, uint32Column, uint8Column } from "@/server/duckdb/raw-column";

/** Bytes beside the values: of a stream, and of a column in a batch with its padding, both rounded up. */
const STREAM_BYTES = 8192;
const COLUMN_BYTES = 512;

const WIDTHS = { FLOAT: 4, UINTEGER: 4, UTINYINT: 1 } as const;

/** Record batches that fit a part whatever is missing. */
function batchesInPart(columns: readonly PartColumn[]): number {
  const batch = columns.reduce(
    (sum, { type }) => sum + WIDTHS[type] * BATCH_ROWS + BATCH_ROWS / 8 + COLUMN_BYTES,
    0,
  );
  return Math.max(1, Math.floor((PART_BYTES - STREAM_BYTES) / batch));
}

/**
 * Gathers the rows of one group and writes them as parts into a folder. A chunk holds the columns without NULL, a
 * missing value as 0, and after them a UINTEGER whose bit k says that column k is missing: reading a vector that has
 * NULLs takes ten times as long.
 */
export class PartWriter {
  private readonly schema: Schema;
  private readonly mostBatches: number;
  private batch: ColumnBuffer[];
  private batchRows = 0;
  private batches: RecordBatch[] = [];
  private partRows = 0;
  private firstRow = 0;
  readonly parts: ScorePart[] = [];

  constructor(
    private readonly folder: string,
    private readonly group: ScorePart["group"],
    private readonly columns: readonly PartColumn[],
  ) {
    this.schema = new Schema(columns.map(({ name, type }) => new Field(name, arrowType(type), true)));
    this.mostBatches = batchesInPart(columns);
    this.batch = this.emptyBatch();
  }

  async take(chunk: DuckDBDataChunk): Promise<void> {
    for (let from = 0; from < chunk.rowCount;) {
      const rows = Math.min(chunk.rowCount - from, BATCH_ROWS - this.batchRows);
      this.batch.forEach((column, index) => column.take(chunk, index, from, this.batchRows, rows));
      this.takeMissing(chunk, from, rows);
      from += rows;
      this.batchRows += rows;
      if (this.batchRows === BATCH_ROWS) this.closeBatch();
      if (this.batches.length === this.mostBatches) await this.closePart();
    }
  }

  async finish(): Promise<ScorePart[]> {
    this.closeBatch();
    await this.closePart();
    return this.parts;
  }

  private takeMissing(chunk: DuckDBDataChunk, from: number, rows: number): void {
    const masks = uint32Column(chunk, this.columns.length);
    for (let row = 0; row < rows; row += 1) {
      let mask = masks[from + row] ?? 0;
      for (let index = 0; mask !== 0; index += 1, mask >>>= 1)
        if ((mask & 1) === 1) this.batch[index]?.miss(this.batchRows + row);
    }
  }

  private emptyBatch(): ColumnBuffer[] {
    return this.columns.map(({ type }) => new ColumnBuffer(type));
  }

  private closeBatch(): void {
    const length = this.batchRows;
    if (length === 0) return;
    const children = this.batch.map((column) => column.data(length));
    const data = makeData({ type: new Struct(this.schema.fields), length, nullCount: 0, children });
    this.batches.push(new RecordBatch(this.schema, data));
    this.partRows += length;
    this.batch = this.emptyBatch();
    this.batchRows = 0;
  }

  private async closePart(): Promise<void> {
    if (this.batches.length === 0) return;
    const writer = new RecordBatchStreamWriter();
    writer.reset(undefined, this.schema);
    for (const batch of this.batches) writer.write(batch);
    writer.finish();
    const bytes = writer.toUint8Array(true);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    await writeFile(path.join(this.folder, `${sha256}.arrow`), bytes);
    const { group, firstRow, partRows } = this;
    this.parts.push({ group, firstRow, rows: partRows, bytes: bytes.length, sha256 });
    this.firstRow += partRows;
    this.partRows = 0;
    this.batches = [];
  }
}

const arrowType = (type: PartColumn["type"]): Float32 | Uint32 | Uint8 =>
  type === "FLOAT" ? new Float32() : type === "UINTEGER" ? new Uint32() : new Uint8();

const READERS = { FLOAT: float32Column, UINTEGER: uint32Column, UTINYINT: uint8Column } as const;

/** One column of a record batch while it fills. */
class ColumnBuffer {
  private readonly values: Float32Array | Uint32Array | Uint8Array;
  private valid: Uint8Array | null = null;
  private missing = 0;

  constructor(private readonly type: PartColumn["type"]) {
    this.values =
      type === "FLOAT"
        ? new Float32Array(BATCH_ROWS)
        : type === "UINTEGER"
          ? new Uint32Array(BATCH_ROWS)
          : new Uint8Array(BATCH_ROWS);
  }

  take(chunk: DuckDBDataChunk, index: number, from: number, at: number, rows: number): void {
    this.values.set(READERS[this.type](chunk, index).subarray(from, from + rows), at);
  }

  miss(at: number): void {
    this.valid ??= new Uint8Array(BATCH_ROWS / 8).fill(0xff);
    this.valid[at >> 3] = (this.valid[at >> 3] ?? 0) & ~(1 << (at & 7));
    this.missing += 1;
  }

  /** The bits after the last row are 0, so that equal rows make equal bytes. */
  data(rows: number): Data {
    const shape = { length: rows, nullCount: this.missing, nullBitmap: this.bitmap(rows) };
    const values = this.values.subarray(0, rows);
    if (values instanceof Float32Array) return makeData({ type: new Float32(), data: values, ...shape });
    if (values instanceof Uint32Array) return makeData({ type: new Uint32(), data: values, ...shape });
    return makeData({ type: new Uint8(), data: values, ...shape });
  }

  private bitmap(rows: number): Uint8Array | null {
    if (this.valid === null) return null;
    const bitmap = this.valid.slice(0, Math.ceil(rows / 8));
    const rest = rows % 8;
    if (rest > 0) bitmap[bitmap.length - 1] = (bitmap.at(-1) ?? 0) & ((1 << rest) - 1);
    return bitmap;
  }
}
