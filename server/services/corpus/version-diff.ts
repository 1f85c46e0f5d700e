import path from "node:path";
import { FATES, type Fate } from "@/core/version-fate";
import type { DuckDb } from "@/server/duckdb/engine";
import { keepText } from "@/server/duckdb/kept-text";
import { sqlText } from "@/server/duckdb/sql-literal";
import {
  DiffTally,
  FIRST_DOCUMENTS,
  type TallySide,
  type VersionDiff,
} from "@/server/services/corpus/diff-tally";
import { DIGEST_COLUMNS } from "@/server/services/corpus/importing/write-digests";
import { DIGESTS_FILE } from "@/server/services/corpus/version-files";
import { corpusPath } from "@/server/storage/home";

export interface DiffSide extends TallySide {
  readonly fingerprint: string;
  readonly documents: number;
}

export interface DiffProgress {
  /** Rows of both versions that were matched, of all. */
  readonly done: number;
  readonly total: number;
}

interface DiffVersions {
  readonly engine: DuckDb;
  readonly home: string;
  readonly before: DiffSide;
  readonly after: DiffSide;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DiffProgress) => void;
  /** Rows of the larger version that are matched at once; only tests set it. */
  readonly stretch?: number;
}

/** Both files are sorted by id, so a stretch of ids is a stretch of row groups: memory is bounded, and progress real. */
const STRETCH = 500_000;

/** Compares two versions row by row, stretch by stretch of their ids. @throws StudioError `cancelled` */
export async function diffVersions(diffing: DiffVersions): Promise<VersionDiff> {
  const { engine, home, before, after, signal, onProgress, stretch = STRETCH } = diffing;
  const total = before.documents + after.documents;
  await engine.run(viewsSql("before", before, home), signal);
  await engine.run(viewsSql("after", after, home), signal);
  const larger = before.documents > after.documents ? "before" : "after";
  await engine.run(
    `CREATE TABLE bounds AS SELECT row_number() OVER (ORDER BY doc_id) AS k, doc_id FROM ${larger}_digests
     WHERE ordinal % ${String(stretch)} = 0 AND ordinal > 0`,
    signal,
  );
  const tally = new DiffTally(before, after);
  const stretches = Math.max(1, Math.ceil(Math.max(before.documents, after.documents) / stretch));
  let done = 0;
  for (let k = 0; k < stretches; k += 1) {
    onProgress({ done, total });
    await matchStretch(engine, k, stretches, signal);
    for (const row of await engine.query(FIGURES, signal)) done += tally.count(row);
    for (const fate of FATES.filter((one) => tally.wants(one))) {
      tally.show(fate, await engine.query(firstSql(fate), signal));
    }
  }
  return tally.diff();
}

function viewsSql(side: "before" | "after", { fingerprint }: DiffSide, home: string): string {
  const file = (name: string): string => sqlText(path.join(corpusPath(fingerprint, home), name));
  return `CREATE VIEW ${side}_digests AS SELECT * FROM read_parquet(${file(DIGESTS_FILE)});
    CREATE VIEW ${side}_rows AS SELECT ordinal, domain, tokens FROM read_parquet(${file("scores.parquet")})`;
}

/** Makes the tables `matched` and `placed` of the k-th stretch; variables are constants to the planner, which then reads no other rows. */
async function matchStretch(
  engine: DuckDb,
  k: number,
  stretches: number,
  signal: AbortSignal,
): Promise<void> {
  const bound = (n: number): string => `(SELECT doc_id FROM bounds WHERE k = ${String(n)})`;
  const isFirst = k === 0;
  const isLast = k === stretches - 1;
  if (!isFirst) await engine.run(`SET VARIABLE lower_id = ${bound(k)}`, signal);
  if (!isLast) await engine.run(`SET VARIABLE upper_id = ${bound(k + 1)}`, signal);
  const range = [
    ...(isFirst ? [] : ["doc_id >= getvariable('lower_id')"]),
    ...(isLast ? [] : ["doc_id < getvariable('upper_id')"]),
  ];
  const where = range.length === 0 ? "" : `WHERE ${range.join(" AND ")}`;
  const same = DIGEST_COLUMNS.map((column) => `b.${column} = a.${column}`).join(" AND ");
  await engine.run(
    `CREATE OR REPLACE TABLE matched AS SELECT coalesce(a.doc_id, b.doc_id) AS doc_id, b.ordinal AS before, a.ordinal AS after,
       CASE WHEN b.doc_id IS NULL THEN 'added' WHEN a.doc_id IS NULL THEN 'gone' WHEN ${same} THEN 'unchanged' ELSE 'changed' END AS fate
     FROM (SELECT * FROM before_digests ${where}) b FULL JOIN (SELECT * FROM after_digests ${where}) a ON a.doc_id = b.doc_id`,
    signal,
  );
  for (const side of ["before", "after"]) {
    await engine.run(
      `SET VARIABLE first_${side} = (SELECT min(${side}) FROM matched); SET VARIABLE last_${side} = (SELECT max(${side}) FROM matched)`,
      signal,
    );
  }
  const rows = (side: string): string =>
    `(SELECT * FROM ${side}_rows WHERE ordinal BETWEEN getvariable('first_${side}') AND getvariable('last_${side}'))`;
  await engine.run(
    `CREATE OR REPLACE TABLE placed AS SELECT m.*, b.domain AS domain_before, a.domain AS domain_after,
       b.tokens AS tokens_before, a.tokens AS tokens_after
     FROM matched m LEFT JOIN ${rows("before")} b ON b.ordinal = m.before LEFT JOIN ${rows("after")} a ON a.ordinal = m.after`,
    signal,
  );
}

const FIGURES = `SELECT fate, domain_before, domain_after, count(*) AS documents,
  coalesce(sum(tokens_before), 0) AS tokens_before, coalesce(sum(tokens_after), 0) AS tokens_after FROM placed GROUP BY ALL`;

const firstSql = (fate: Fate): string =>
  `SELECT ${keepText("doc_id")} AS id, * EXCLUDE (doc_id, fate) FROM placed WHERE fate = '${fate}'
   ORDER BY doc_id LIMIT ${String(FIRST_DOCUMENTS)}`;
