import { realpath } from "node:fs/promises";
import {
  DuckDBArrayType,
  DuckDBListType,
  DuckDBStructType,
  DuckDBTypeId,
  type DuckDBType,
} from "@duckdb/node-api";
import { StudioError } from "@/core/errors";
import type { ColumnKind, SourceColumn } from "@/core/source-column";
import type { DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";

/** A column of a Parquet file and the SQL that reads it. */
export interface ParquetColumn extends SourceColumn {
  readonly sql: string;
  readonly type: DuckDBType;
}

/** Nested fields beyond it are left alone: no file the studio is for has them, a hostile one might. */
const MOST_COLUMNS = 5_000;

/** A file's name as SQL; DuckDB reads it as a pattern, whose characters here stand for themselves. */
export const parquetPattern = (file: string): string => sqlText(file.replace(/[[*?]/g, "[$&]"));

/** Where a file really lies, which DuckDB compares with the folders it may reach: the caches of downloads hold links. */
export const realFile = (file: string): Promise<string> => realpath(file).catch(() => file);

/** A file as a relation. */
export const parquetFile = (file: string): string =>
  `read_parquet(${parquetPattern(file)}, hive_partitioning = false)`;

/** Columns of a Parquet file, nested fields by their leaves, in the order of the file. */
export async function parquetColumns(engine: DuckDb, file: string): Promise<ParquetColumn[]> {
  const columns: ParquetColumn[] = [];
  const flatten = (type: DuckDBType, path: string, sql: string): void => {
    if (!(type instanceof DuckDBStructType)) {
      if (columns.length < MOST_COLUMNS) columns.push({ path, sql, type, kind: kindOf(type) });
      return;
    }
    type.entryNames.forEach((name, index) => {
      const inner = type.entryTypes[index];
      if (inner === undefined) return;
      flatten(
        inner,
        path === "" ? name : `${path}.${name}`,
        sql === "" ? quoted(name) : `struct_extract(${sql}, ${sqlText(name)})`,
      );
    });
  };
  // One row of nulls: its types say what there is, and no page of the file is read.
  await engine.stream(
    `SELECT found FROM (SELECT 1) LEFT JOIN (SELECT found FROM ${parquetFile(file)} AS found LIMIT 0) ON true`,
    (chunk) => flatten(chunk.getColumnVector(0).type, "", ""),
  );
  return columns;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const NUMBERS: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.DECIMAL,
]);

const TEXTS: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.VARCHAR,
  DuckDBTypeId.BLOB,
  DuckDBTypeId.ENUM,
  DuckDBTypeId.UUID,
]);

function kindOf(type: DuckDBType): ColumnKind {
  if (TEXTS.has(type.typeId)) return "text";
  if (NUMBERS.has(type.typeId)) return "number";
  if (type.typeId === DuckDBTypeId.BOOLEAN) return "flag";
  const isList = type instanceof DuckDBListType || type instanceof DuckDBArrayType;
  return isList && NUMBERS.has(type.valueType.typeId) ? "numbers" : "other";
}

/**
 * What DuckDB says of a file it cannot read, with the file and a way out.
 * @returns the error itself when it is the studio's own
 */
export function parquetFault(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StudioError) return error;
  const reason = (error.message.split("\n")[0] ?? "").replace(/^[A-Za-z ]*Error: /, "").slice(0, 300);
  if (error.message.startsWith("Out of Memory"))
    return new StudioError(
      "invalid-input",
      `${file} holds too much in one row group: 2,048 rows of it do not fit in memory (${reason}).`,
      "Write it again with smaller row groups (64 MB each, say), or as JSONL.",
    );
  return new StudioError(
    "invalid-input",
    `${file} cannot be read as Parquet: ${reason}`,
    "Write the file again, or leave it out.",
  );
}
