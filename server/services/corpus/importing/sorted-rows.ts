import { createHash } from "node:crypto";
import { rename } from "node:fs/promises";
import type { DuckDb } from "@/server/duckdb/engine";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import { uint64Column } from "@/server/duckdb/raw-column";
import { sqlText, sqlTexts } from "@/server/duckdb/sql-literal";
import { packTexts, whilePacking } from "@/server/services/corpus/importing/pack-texts";
import {
  DIGEST_QUARTERS,
  presentedRows,
  type StagingPaths,
} from "@/server/services/corpus/importing/staged-columns";

/** View over all accepted rows in the order of their ids, validation rows included. */
export const SORTED = "sorted_rows";

/** A row group is held in memory until it is full: this one takes some 15 MB a thread, DuckDB's own six times as much. */
const SORTED_FORMAT = "(FORMAT parquet, ROW_GROUP_SIZE 20480)";

/** Table of second uses of an id. */
const LOSERS = "losers";

/**
 * Sorts the staged rows by the UTF-8 bytes of their ids and shows them as the view `SORTED`. Of several rows with one id
 * the one that stands first in the order of the files stays.
 * @returns the number of the others
 */
export async function sortRows(
  engine: DuckDb,
  paths: StagingPaths,
  parts: number,
  signal: AbortSignal,
): Promise<number> {
  const files = sqlTexts(Array.from({ length: parts }, (_, part) => paths.rows(part)));
  await engine.run(
    `COPY (SELECT * FROM read_parquet(${files}) ORDER BY id, seq) TO ${sqlText(paths.sorted)} ${SORTED_FORMAT}`,
    signal,
  );
  const marked = `(SELECT *, coalesce(lag(id) OVER () = id, false) AS is_again FROM read_parquet(${sqlText(paths.sorted)}))`;
  await engine.run(
    `CREATE TABLE ${LOSERS} AS SELECT id, seq, part, file, line FROM ${marked} WHERE is_again`,
    signal,
  );
  const [counted] = await engine.query(`SELECT count(*) AS total FROM ${LOSERS}`, signal);
  const total = Number(counted?.["total"]);
  if (total > 0) {
    await engine.run(
      `COPY (SELECT * EXCLUDE (is_again) FROM ${marked} WHERE NOT is_again) TO ${sqlText(paths.unique)} ${SORTED_FORMAT}`,
      signal,
    );
  }
  const sorted = `read_parquet(${sqlText(total > 0 ? paths.unique : paths.sorted)})`;
  await engine.run(`CREATE VIEW ${SORTED} AS ${presentedRows(sorted)}`, signal);
  return total;
}

/** A second use of an id; files by position in their order. */
export interface Duplicate {
  readonly id: string;
  readonly file: number;
  readonly line: number;
  readonly keptFile: number;
  readonly keptLine: number;
}

/** Hands over the second uses of ids in the order of the files. */
export async function eachDuplicate(
  engine: DuckDb,
  take: (duplicate: Duplicate) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const kept = `(SELECT id, file, line FROM ${SORTED} SEMI JOIN ${LOSERS} USING (id))`;
  await engine.stream(
    `SELECT ${keepText("l.id")}, l.file, l.line, k.file, k.line FROM ${LOSERS} l JOIN ${kept} k ON k.id = l.id ORDER BY l.seq`,
    async (chunk) => {
      for (const [id, ...numbers] of chunk.getRows()) {
        const [file = 0, line = 0, keptFile = 0, keptLine = 0] = numbers.map(Number);
        await take({ id: keptText(String(id)), file, line, keptFile, keptLine });
      }
    },
    signal,
  );
}

/** Takes the texts of second uses out of the parts; every document's text is then found once. */
export async function dropOrphanTexts(
  engine: DuckDb,
  paths: StagingPaths,
  signal: AbortSignal,
): Promise<void> {
  const parts = await engine.query(`SELECT DISTINCT part FROM ${LOSERS} ORDER BY part`, signal);
  await whilePacking(engine, async () => {
    for (const { part } of parts) {
      const file = paths.text(Number(part));
      const draft = `${file}.tmp`;
      const kept = `(SELECT id AS doc_id FROM ${SORTED} WHERE part = ${String(part)} AND NOT validation)`;
      await packTexts(
        engine,
        `read_parquet(${sqlText(file)}) SEMI JOIN ${kept} USING (doc_id)`,
        draft,
        signal,
      );
      await rename(draft, file);
    }
  });
}

/** sha256 over the digests of all accepted rows in the order of their ids. */
export async function fingerprintOf(engine: DuckDb, header: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256").update(header);
  await engine.stream(
    `SELECT ${DIGEST_QUARTERS.join(", ")} FROM ${SORTED}`,
    (chunk) => {
      const digests = new BigUint64Array(chunk.rowCount * DIGEST_QUARTERS.length);
      DIGEST_QUARTERS.forEach((_, quarter) => {
        uint64Column(chunk, quarter).forEach((value, row) => {
          digests[row * DIGEST_QUARTERS.length + quarter] = value;
        });
      });
      hash.update(Buffer.from(digests.buffer).swap64());
    },
    signal,
  );
  return hash.digest("hex");
}
