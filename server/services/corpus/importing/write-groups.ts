import { rm } from "node:fs/promises";
import path from "node:path";
import { GROUP_COLUMN } from "@/core/scoring/cap-sql";
import type { GroupTotals } from "@/core/statistics";
import type { DuckDb } from "@/server/duckdb/engine";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import { sqlText } from "@/server/duckdb/sql-literal";
import { GROUP_NAME } from "@/server/services/corpus/importing/staged-columns";
import { GROUP_NAMES_FILE, GROUPS_FILE } from "@/server/services/corpus/version-files";

export interface WriteGroups {
  readonly engine: DuckDb;
  /** SQL of the selectable rows in the order of ordinals, with `GROUP_NAME`. */
  readonly rows: string;
  /** SQL of the ordinal. */
  readonly ordinal: string;
  /** Of the source, that names the groups. */
  readonly column: string;
  /** Of the corpus. */
  readonly folder: string;
  /** For a file that is gone when this is done. */
  readonly temporary: string;
  readonly signal: AbortSignal;
}

/**
 * Writes which group each document belongs to. The code of a group is the place of its name in the order of UTF-8 bytes, so that
 * two names never share one; names: group_code UINTEGER, name VARCHAR, documents UINTEGER; groups, of documents that belong to
 * one alone: ordinal UINTEGER, group_code UINTEGER, by ordinal. Sorting and joining spill to the disk.
 * @returns null, and no file, where no document belongs to a group
 */
export async function writeGroups(input: WriteGroups): Promise<GroupTotals | null> {
  const { engine, rows, ordinal, column, folder, signal } = input;
  const file = (name: string): string => sqlText(path.join(folder, name));
  const sorted = path.join(input.temporary, "sorted-groups.parquet");
  await engine.run(
    `COPY (SELECT ${GROUP_NAME} AS name, count(*)::UINTEGER AS documents FROM ${rows} WHERE ${GROUP_NAME} IS NOT NULL
     GROUP BY name ORDER BY name) TO ${sqlText(sorted)} (FORMAT parquet)`,
    signal,
  );
  try {
    const totals = await totalsOf(engine, sorted, column, signal);
    if (totals === null) return null;
    const named = `(SELECT (row_number() OVER () - 1)::UINTEGER AS ${GROUP_COLUMN}, * FROM read_parquet(${sqlText(sorted)}))`;
    await engine.run(`COPY ${named} TO ${file(GROUP_NAMES_FILE)} (FORMAT parquet)`, signal);
    const placed = `(SELECT ${ordinal}, ${GROUP_NAME} AS name FROM ${rows})`;
    await engine.run(
      `COPY (SELECT ordinal, ${GROUP_COLUMN} FROM ${placed} JOIN read_parquet(${file(GROUP_NAMES_FILE)}) USING (name)
       ORDER BY ordinal) TO ${file(GROUPS_FILE)} (FORMAT parquet)`,
      signal,
    );
    return totals;
  } finally {
    await rm(sorted, { force: true });
  }
}

async function totalsOf(
  engine: DuckDb,
  sorted: string,
  column: string,
  signal: AbortSignal,
): Promise<GroupTotals | null> {
  const groups = `read_parquet(${sqlText(sorted)})`;
  const [counted] = await engine.query(
    `SELECT count(*) AS groups, coalesce(sum(documents), 0) AS documents FROM ${groups}`,
    signal,
  );
  const [largest] = await engine.query(
    `SELECT ${keepText("name")} AS name, documents FROM ${groups} ORDER BY documents DESC, name LIMIT 1`,
    signal,
  );
  if (counted === undefined || largest === undefined) return null;
  return {
    column,
    groups: Number(counted["groups"]),
    documents: Number(counted["documents"]),
    largest: { name: keptText(largest["name"]), documents: Number(largest["documents"]) },
  };
}
