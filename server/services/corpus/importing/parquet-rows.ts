import { isUtf8 } from "node:buffer";
import {
  DuckDBBlobVector,
  DuckDBListValue,
  DuckDBTypeId,
  type DuckDBDataChunk,
  type DuckDBVector,
} from "@duckdb/node-api";
import type { DuckDb } from "@/server/duckdb/engine";
import { parquetFile, type ParquetColumn } from "@/server/services/corpus/importing/parquet-columns";
import { MAX_LINE_BYTES, MAX_LINE_SIZE } from "@/server/services/corpus/importing/max-line-bytes";
import { RowRejected } from "@/server/services/corpus/importing/row-rejected";
import type { SourceRow } from "@/server/services/corpus/importing/source-row";

/** Characters of text after which a batch is handed over. */
const BATCH_CHARACTERS = 4 * 1024 * 1024;

/**
 * The rows of a Parquet file in batches, nested fields under their dotted path. They come in the order of the file
 * from an engine of one thread.
 * @param digits a column whose whole numbers are wanted as their digits
 */
export async function* parquetRows(
  engine: DuckDb,
  file: string,
  columns: readonly ParquetColumn[],
  digits: string | null,
): AsyncGenerator<readonly SourceRow[]> {
  const cells = columns.map((column) => cellOf(column, column.path === digits));
  const selected = ["1", ...cells.flatMap(({ sql }) => sql)].join(", ");
  let number = 0;
  for await (const chunk of engine.chunks(`SELECT ${selected} FROM ${parquetFile(file)}`)) {
    for (const rows of batches(chunk, cells, number)) {
      yield rows;
      number += rows.length;
    }
  }
}

/** A column as it is selected, and how its values are read from what was selected for it. */
interface Cell {
  readonly path: string;
  readonly sql: readonly string[];
  readonly read: (row: number, value: DuckDBVector, tooLong: DuckDBVector | undefined) => unknown;
}

const itemIn: Cell["read"] = (row, value) => value.getItem(row);

function cellOf({ path, kind, sql, type }: ParquetColumn, digits: boolean): Cell {
  if (kind === "text" || (kind === "number" && digits)) {
    // Bytes: decoded by node-api a U+FEFF at the start of a text is lost, and the texts of 2,048 rows are all kept.
    const bytes = type.typeId === DuckDBTypeId.BLOB ? sql : `encode(${sql}::VARCHAR)`;
    const tooLong = `octet_length(${bytes}) > ${String(MAX_LINE_BYTES)}`;
    return { path, sql: [`CASE WHEN NOT ${tooLong} THEN ${bytes} END`, tooLong], read: textIn(path) };
  }
  if (kind === "number") return { path, sql: [`${sql}::DOUBLE`], read: itemIn };
  if (kind === "numbers") return { path, sql: [`${sql}::DOUBLE[]`], read: listIn };
  // Nothing the studio can use: only whether there is something, so that it is refused where it is asked for.
  return { path, sql: [`CASE WHEN ${sql} IS NOT NULL THEN true END`], read: itemIn };
}

function listIn(row: number, value: DuckDBVector): unknown {
  const list = value.getItem(row);
  return list instanceof DuckDBListValue ? list.items : null;
}

const textIn =
  (path: string): Cell["read"] =>
  (row, value, tooLong) => {
    if (tooLong?.getItem(row) === true) throw new RowRejected(`${path} is longer than ${MAX_LINE_SIZE}`);
    const bytes = value instanceof DuckDBBlobVector ? value.getItemBytes(row) : null;
    if (bytes === null) return null;
    if (!isUtf8(bytes)) throw new RowRejected(`${path} is not valid UTF-8`);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  };

/** The rows of a chunk, no more at once than `BATCH_CHARACTERS` and one text. */
function* batches(
  chunk: DuckDBDataChunk,
  cells: readonly Cell[],
  before: number,
): Generator<readonly SourceRow[]> {
  const readers = readersOf(chunk, cells);
  let rows: SourceRow[] = [];
  let characters = 0;
  for (let row = 0; row < chunk.rowCount; row += 1) {
    const read = readRow(readers, row, before + row + 1);
    rows.push(read);
    if ("fields" in read)
      for (const value of Object.values(read.fields))
        characters += typeof value === "string" ? value.length : 0;
    if (characters < BATCH_CHARACTERS) continue;
    yield rows;
    rows = [];
    characters = 0;
  }
  if (rows.length > 0) yield rows;
}

interface Reader {
  readonly path: string;
  readonly read: (row: number) => unknown;
}

function readersOf(chunk: DuckDBDataChunk, cells: readonly Cell[]): Reader[] {
  // Column 0 is there for files that have none of the wanted ones.
  let column = 1;
  return cells.map(({ path, sql, read }) => {
    const value = chunk.getColumnVector(column);
    const tooLong = sql.length > 1 ? chunk.getColumnVector(column + 1) : undefined;
    column += sql.length;
    return { path, read: (row) => read(row, value, tooLong) };
  });
}

function readRow(readers: readonly Reader[], row: number, number: number): SourceRow {
  const fields: Record<string, unknown> = {};
  try {
    for (const { path, read } of readers) fields[path] = read(row);
  } catch (error) {
    if (error instanceof RowRejected) return { number, refused: error.reason };
    throw error;
  }
  return { number, fields };
}
