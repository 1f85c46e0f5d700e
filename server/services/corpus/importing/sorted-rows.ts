import { createHash } from "node:crypto";
import { rename } from "node:fs/promises";
import type { DuckDb } from "@/server/duckdb/engine";
import { sqlText, sqlTexts } from "@/server/duckdb/sql-literal";
import { REPORTED_REJECTIONS, type Rejection } from "@/server/services/corpus/import-report";
import { writeTextPart } from "@/server/services/corpus/importing/convert-part";
import type { StagingPaths } from "@/server/services/corpus/importing/staged-columns";

/** View over all accepted rows in the order of their ids, validation rows included. */
export const SORTED = "sorted_rows";

export interface Duplicates {
  readonly total: number;
  readonly first: readonly (Rejection & { readonly fileIndex: number })[];
}

/**
 * Finds every second use of an id: the row that stands first in the order of the files stays.
 * @param fileNames by position in the order of the files
 */
export async function findDuplicates(
  engine: DuckDb,
  paths: StagingPaths,
  parts: number,
  fileNames: readonly string[],
  signal: AbortSignal,
): Promise<Duplicates> {
  const files = sqlTexts(Array.from({ length: parts }, (_, part) => paths.scores(part)));
  await engine.run(`CREATE VIEW staged AS SELECT * FROM read_parquet(${files})`, signal);
  await engine.run(
    `CREATE TABLE repeated AS SELECT id, min(seq) AS kept FROM (SELECT id, seq FROM staged) GROUP BY id HAVING count(*) > 1`,
    signal,
  );
  await engine.run(
    "CREATE TABLE losers AS SELECT s.seq, s.id, s.part, s.file, s.line, r.kept FROM staged s JOIN repeated r ON r.id = s.id AND s.seq > r.kept",
    signal,
  );
  const [counted] = await engine.query("SELECT count(*) AS total FROM losers", signal);
  const rows = await engine.query(
    `SELECT l.id, l.file, l.line, k.file AS kept_file, k.line AS kept_line FROM (SELECT * FROM losers ORDER BY seq LIMIT ${String(REPORTED_REJECTIONS)}) l
     JOIN staged k ON k.seq = l.kept ORDER BY l.seq`,
    signal,
  );
  const nameOf = (index: unknown): string => fileNames[Number(index)] ?? "";
  return {
    total: Number(counted?.["total"]),
    first: rows.map((row) => ({
      fileIndex: Number(row["file"]),
      file: nameOf(row["file"]),
      line: Number(row["line"]),
      reason: `id already used in ${nameOf(row["kept_file"])}:${String(row["kept_line"])}`,
      id: String(row["id"]),
    })),
  };
}

/** Writes all accepted rows sorted by the UTF-8 bytes of their ids and shows them as the view `SORTED`. */
export async function sortRows(engine: DuckDb, paths: StagingPaths, signal: AbortSignal): Promise<void> {
  await engine.run(
    `COPY (SELECT * FROM staged s WHERE NOT EXISTS (SELECT 1 FROM losers l WHERE l.seq = s.seq) ORDER BY id)
     TO ${sqlText(paths.sorted)} (FORMAT parquet)`,
    signal,
  );
  await engine.run(`CREATE VIEW ${SORTED} AS SELECT * FROM read_parquet(${sqlText(paths.sorted)})`, signal);
}

/** Takes the texts of rejected second uses out of the parts; every document's text is then found once. */
export async function dropOrphanTexts(
  engine: DuckDb,
  paths: StagingPaths,
  signal: AbortSignal,
): Promise<void> {
  for (const { part } of await engine.query("SELECT DISTINCT part FROM losers ORDER BY part", signal)) {
    const file = paths.text(Number(part));
    const draft = `${file}.tmp`;
    await writeTextPart(
      engine,
      `(SELECT doc_id, text FROM read_parquet(${sqlText(file)}) SEMI JOIN
        (SELECT id AS doc_id FROM ${SORTED} WHERE part = ${String(part)} AND NOT validation) USING (doc_id))`,
      draft,
      signal,
    );
    await rename(draft, file);
  }
}

/** sha256 over the digests of all accepted rows in the order of their ids. */
export async function fingerprintOf(engine: DuckDb, header: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256").update(header);
  await engine.stream(
    `SELECT digest FROM ${SORTED}`,
    (chunk) => {
      for (const digest of chunk.getColumnValues(0)) hash.update(String(digest), "hex");
    },
    signal,
  );
  return hash.digest("hex");
}
