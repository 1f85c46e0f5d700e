import { csvText, float32Text } from "@/core/export-cell";
import { exportColumns, type ExportColumn, type ExportRow } from "@/server/services/document/export-columns";

/** Characters gathered before they are handed on. */
const PIECE = 64 * 1024;

/** A CSV file (RFC 4180) with a head, UTF-8, piece by piece; a missing value is an empty cell. */
export async function* csvPieces(rows: AsyncIterable<ExportRow>, text: boolean): AsyncGenerator<Uint8Array> {
  const columns = exportColumns(text);
  const head = columns.map(({ name }) => name).join(",");
  yield* inPieces(
    rows,
    `${head}\r\n`,
    (row) => `${columns.map((column) => csvCell(column, row)).join(",")}\r\n`,
  );
}

function csvCell(column: ExportColumn, row: ExportRow): string {
  if (column.kind === "text") return csvText(column.read(row));
  const value = column.read(row);
  if (value === null) return "";
  return column.kind === "score" ? float32Text(value) : String(value);
}

/** A file of JSON lines, UTF-8, piece by piece; a missing value is null. */
export async function* jsonlPieces(
  rows: AsyncIterable<ExportRow>,
  text: boolean,
): AsyncGenerator<Uint8Array> {
  const columns = exportColumns(text).map((column) => ({ column, key: JSON.stringify(column.name) }));
  yield* inPieces(rows, "", (row) => {
    const members = columns.map(({ column, key }) => `${key}:${jsonValue(column, row)}`);
    return `{${members.join(",")}}\n`;
  });
}

function jsonValue(column: ExportColumn, row: ExportRow): string {
  if (column.kind === "text") return JSON.stringify(column.read(row));
  const value = column.read(row);
  if (value === null) return "null";
  return column.kind === "score" ? float32Text(value) : String(value);
}

async function* inPieces(
  rows: AsyncIterable<ExportRow>,
  head: string,
  line: (row: ExportRow) => string,
): AsyncGenerator<Uint8Array> {
  let piece = head;
  for await (const row of rows) {
    piece += line(row);
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = "";
  }
  if (piece !== "") yield Buffer.from(piece);
}
