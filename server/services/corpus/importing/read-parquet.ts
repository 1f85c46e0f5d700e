import { stat } from "node:fs/promises";
import path from "node:path";
import { readColumns } from "@/core/mapped-columns";
import type { SourceMapping } from "@/core/source-mapping";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import {
  parquetColumns,
  parquetFault,
  parquetPattern,
  realFile,
} from "@/server/services/corpus/importing/parquet-columns";
import { parquetRows } from "@/server/services/corpus/importing/parquet-rows";
import type { SourceRow } from "@/server/services/corpus/importing/source-row";

/** DuckDB decodes 2,048 rows of a column at once; beyond it the file is refused. One thread keeps the rows in order. */
const ENGINE = { memoryMb: 2048, threads: 1 };

/**
 * The rows of a Parquet file in batches, in order, with the columns that a mapping reads; nested ones under their
 * dotted path.
 * @param onBytes told a share of the file's size with every batch
 * @throws StudioError `invalid-input` naming the file and what is wrong with it
 */
export async function* readParquet(
  file: string,
  mapping: SourceMapping,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<readonly SourceRow[]> {
  const real = await realFile(file);
  const engine = await openDuckDb({ ...ENGINE, folders: [path.dirname(real)] });
  try {
    const wanted = new Set(readColumns(mapping));
    const columns = (await parquetColumns(engine, real)).filter(({ path }) => wanted.has(path));
    const progress = shareOfFile(await totalsOf(engine, real), onBytes);
    for await (const rows of parquetRows(engine, real, columns, mapping.id ?? null)) {
      yield rows;
      progress(rows.at(-1)?.number ?? 0);
    }
    progress(Infinity);
  } catch (error) {
    throw parquetFault(file, error);
  } finally {
    engine.close();
  }
}

async function totalsOf(engine: DuckDb, file: string): Promise<{ rows: number; bytes: number }> {
  const [metadata] = await engine.query(
    `SELECT num_rows::DOUBLE AS rows FROM parquet_file_metadata(${parquetPattern(file)})`,
  );
  return { rows: Number(metadata?.["rows"] ?? 0), bytes: (await stat(file)).size };
}

/** Tells of the bytes of a file as its rows go by; together they are its size. */
function shareOfFile(
  total: { readonly rows: number; readonly bytes: number },
  onBytes: (bytes: number) => void,
): (rows: number) => void {
  let told = 0;
  return (rows) => {
    const now = rows >= total.rows ? total.bytes : Math.floor((total.bytes * rows) / total.rows);
    if (now > told) onBytes(now - told);
    told = Math.max(told, now);
  };
}
