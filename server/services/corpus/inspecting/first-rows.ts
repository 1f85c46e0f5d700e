import path from "node:path";
import type { SourceColumn } from "@/core/source-column";
import { openDuckDb } from "@/server/duckdb/engine";
import { parquetColumns, parquetFault, realFile } from "@/server/services/corpus/importing/parquet-columns";
import { parquetRows } from "@/server/services/corpus/importing/parquet-rows";
import { fieldsOf } from "@/server/services/corpus/importing/read-record";
import { readRows } from "@/server/services/corpus/importing/read-rows";
import { RowRejected } from "@/server/services/corpus/importing/row-rejected";
import { sourceFormat } from "@/core/source-format";
import type { SourceRow } from "@/server/services/corpus/importing/source-row";

/** A row with its fields, or why it has none. */
export type SampledRow = Exclude<SourceRow, { readonly bytes: Buffer }>;

export interface FirstRows {
  readonly rows: readonly SampledRow[];
  /** The columns of a file that declares them; null of a line file. */
  readonly columns: readonly SourceColumn[] | null;
  /** Why there are fewer rows than there could be. */
  readonly fault: string | null;
}

/** Limits of a look at a file: time and memory stay small whatever lies there. */
const ENGINE = { memoryMb: 256, threads: 1 };
const MOST_BATCHES = 24;
const MOST_CHARACTERS = 8 * 1024 * 1024;
const MOST_COLUMNS = 1_000;

/** The first rows of a source file, at most `most`, without reading on. */
export async function firstRows(file: string, most: number): Promise<FirstRows> {
  try {
    return sourceFormat(file) === "parquet" ? await firstOfColumns(file, most) : await firstLines(file, most);
  } catch (error) {
    return { rows: [], columns: null, fault: error instanceof Error ? error.message : String(error) };
  }
}

async function firstLines(path: string, most: number): Promise<FirstRows> {
  const rows: SampledRow[] = [];
  let [batches, characters] = [0, 0];
  for await (const batch of readRows({ path }, {})) {
    for (const row of batch) {
      if (rows.length >= most || characters >= MOST_CHARACTERS) break;
      if ("bytes" in row && isBlank(row.bytes)) continue;
      characters += "bytes" in row ? row.bytes.length : 0;
      rows.push(parsed(row));
    }
    batches += 1;
    if (rows.length >= most || characters >= MOST_CHARACTERS || batches >= MOST_BATCHES) break;
  }
  return { rows, columns: null, fault: null };
}

const isBlank = (line: Buffer): boolean => line.length < 1_000 && line.toString("latin1").trim() === "";

function parsed(row: SourceRow): SampledRow {
  if (!("bytes" in row)) return row;
  const { number, bytes } = row;
  try {
    return { number, fields: fieldsOf(bytes) };
  } catch (error) {
    if (error instanceof RowRejected) return { number, refused: error.reason };
    throw error;
  }
}

async function firstOfColumns(file: string, most: number): Promise<FirstRows> {
  const real = await realFile(file);
  const engine = await openDuckDb({ ...ENGINE, folders: [path.dirname(real)] });
  const rows: SampledRow[] = [];
  let columns: readonly SourceColumn[] | null = null;
  try {
    const found = (await parquetColumns(engine, real)).slice(0, MOST_COLUMNS);
    columns = found.map(({ path, kind }) => ({ path, kind }));
    for await (const batch of parquetRows(engine, real, found, null)) {
      rows.push(...batch.map(parsed));
      if (rows.length >= most) break;
    }
    return { rows: rows.slice(0, most), columns, fault: null };
  } catch (error) {
    const fault = parquetFault(file, error);
    return {
      rows: rows.slice(0, most),
      columns,
      fault: fault instanceof Error ? fault.message : String(fault),
    };
  } finally {
    engine.close();
  }
}
