import { open, type FileHandle } from "node:fs/promises";
import { DuckDBBlobVector, type DuckDBDataChunk } from "@duckdb/node-api";
import { RATER_IDS } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import type { DuckDb } from "@/server/duckdb/engine";
import { float32Column, uint16Column, uint32Column, uint8Column } from "@/server/duckdb/raw-column";
import { sqlTexts } from "@/server/duckdb/sql-literal";
import {
  AT,
  CLASSIFIER_IDS,
  NO_LEVEL,
  RECORD_BYTES,
  rowFilesIn,
  rowsHead,
} from "@/server/services/document/row-layout";

export interface WriteRows {
  readonly engine: DuckDb;
  /** SQL of the selectable rows in the order of ordinals: id, domain, tokens, excerpt, the 25 values and 6 levels. */
  readonly rows: string;
  /** Names by code. */
  readonly domains: readonly string[];
  /** Of the corpus. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Writes what Browse shows of each document, to be read by position (row-layout.ts). */
export async function writeRows({ engine, rows, domains, folder, signal }: WriteRows): Promise<void> {
  const files = rowFilesIn(folder);
  const records = await open(files.records, "w");
  const texts = await open(files.texts, "w");
  let documents = 0;
  let position = 0;
  try {
    await records.write(Buffer.alloc(RECORD_BYTES));
    await engine.stream(
      columnsSql(rows, domains),
      async (chunk) => {
        const [record, text] = encodeRows(chunk, position);
        documents += chunk.rowCount;
        position += text.length;
        await writeAll(records, record);
        await writeAll(texts, text);
      },
      signal,
    );
    await records.write(rowsHead(documents, position), 0, RECORD_BYTES, 0);
  } finally {
    await records.close();
    await texts.close();
  }
}

/** Columns without NULLs, each in the type it has in a record. */
const columnsSql = (rows: string, domains: readonly string[]): string =>
  `SELECT ${[
    "tokens::UINTEGER",
    `(list_position(${sqlTexts(domains)}, domain) - 1)::UTINYINT`,
    "strlen(id)::UINTEGER",
    "strlen(excerpt)::USMALLINT",
    "encode(id || excerpt)",
    ...CLASSIFIER_IDS.map((id) => `coalesce(${raterColumn(id, "argmax")}, ${String(NO_LEVEL)})::UTINYINT`),
    ...RATER_IDS.map((id) => `coalesce(${id}, 'NaN')::FLOAT`),
  ].join(", ")} FROM ${rows}`;
const LEVELS = 5;
const VALUES = LEVELS + CLASSIFIER_IDS.length;

/** Records of a chunk and their texts, which begin at `position` of their file. */
function encodeRows(chunk: DuckDBDataChunk, position: number): [Buffer, Buffer] {
  const records = Buffer.alloc(chunk.rowCount * RECORD_BYTES);
  const write = (column: ArrayLike<number>, put: (value: number, at: number) => void): void => {
    for (let row = 0; row < column.length; row += 1) put(column[row] ?? 0, row * RECORD_BYTES);
  };
  write(uint32Column(chunk, 0), (tokens, at) => records.writeUInt32LE(tokens, at + AT.tokens));
  write(uint8Column(chunk, 1), (domain, at) => (records[at + AT.domain] = domain));
  write(uint32Column(chunk, 2), (bytes, at) => records.writeUInt32LE(bytes, at + AT.idBytes));
  write(uint16Column(chunk, 3), (bytes, at) => records.writeUInt16LE(bytes, at + AT.excerptBytes));
  CLASSIFIER_IDS.forEach((_, index) =>
    write(uint8Column(chunk, LEVELS + index), (level, at) => (records[at + AT.levels + index] = level)),
  );
  RATER_IDS.forEach((_, index) =>
    write(float32Column(chunk, VALUES + index), (value, at) =>
      records.writeFloatLE(value, at + AT.values + 4 * index),
    ),
  );
  const vector = chunk.getColumnVector(4);
  if (!(vector instanceof DuckDBBlobVector)) throw new TypeError("texts of rows are not BLOB");
  const texts: Uint8Array[] = [];
  let end = position;
  for (let row = 0; row < vector.itemCount; row += 1) {
    const text = vector.getItemBytes(row) ?? new Uint8Array();
    records.writeUIntLE(end, row * RECORD_BYTES + AT.position, 6);
    texts.push(text);
    end += text.length;
  }
  return [records, Buffer.concat(texts)];
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let from = 0; from < bytes.length;) from += (await file.write(bytes, from)).bytesWritten;
}
