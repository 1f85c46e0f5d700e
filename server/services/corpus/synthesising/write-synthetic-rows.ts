import { RATERS } from "@/core/raters";
import { levelColumns, syntheticLogits, syntheticRowsSql } from "@/core/synthetic/synthetic-sql";
import type { DuckDb } from "@/server/duckdb/engine";
import { sqlText, sqlTexts } from "@/server/duckdb/sql-literal";
import type { ImportProgress } from "@/server/services/corpus/importing/import-progress";
import { CLASSIFIERS } from "@/server/services/corpus/importing/read-scores";
import { SORTED } from "@/server/services/corpus/importing/sorted-rows";
import { DIGEST_QUARTERS, type StagingPaths } from "@/server/services/corpus/importing/staged-columns";

export interface SyntheticRows {
  readonly engine: DuckDb;
  readonly paths: StagingPaths;
  readonly documents: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly progress: ImportProgress;
}

/** Documents made by one statement: what is held in memory, and the step of progress and cancelling. */
const SLICE = 122_880;
/** Rows of a text of about 100 bytes in a row group of about 3 MB. */
const TEXT_GROUP = 24_576;

/** Makes the rows of a synthetic corpus as an import would stage them, their texts beside them; they come sorted by id. */
export async function writeSyntheticRows(input: SyntheticRows): Promise<void> {
  const { engine, paths, documents, signal, progress } = input;
  const slices = Math.ceil(documents / SLICE);
  progress.begin("making documents", "documents", documents);
  for (let slice = 0; slice < slices; slice += 1) {
    const [first, last] = [slice * SLICE, Math.min(documents, (slice + 1) * SLICE)];
    const file = sqlText(paths.rows(slice));
    await engine.run(
      `COPY (${stagedSql(input.seed, first, last, slice)}) TO ${file} (FORMAT parquet)`,
      signal,
    );
    await engine.run(
      `COPY (SELECT id AS doc_id, excerpt AS text FROM read_parquet(${file}))
       TO ${sqlText(paths.text(slice))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${String(TEXT_GROUP)})`,
      signal,
    );
    progress.advance(last - first);
  }
  const files = sqlTexts(Array.from({ length: slices }, (_, slice) => paths.rows(slice)));
  const quarters = DIGEST_QUARTERS.map(
    (name, at) => `('0x' || substr(digest, ${String(16 * at + 1)}, 16))::UBIGINT AS ${name}`,
  );
  await engine.run(
    `CREATE VIEW ${SORTED} AS SELECT * EXCLUDE (digest), ${quarters.join(", ")} FROM read_parquet(${files})`,
    signal,
  );
}

/** The digest is over everything a row holds, so that equal fingerprints are equal corpora whatever made them. */
function stagedSql(seed: number, first: number, last: number, part: number): string {
  const logits = CLASSIFIERS.map(({ id }) => `${syntheticLogits(id)}::VARCHAR`);
  const held = ["id", "domain", "tokens", "text", ...RATERS.map(({ id }) => `coalesce(${id}::VARCHAR, '')`)];
  return `SELECT * EXCLUDE (text), text AS excerpt, 0::BIGINT AS seq, ${String(part)}::USMALLINT AS part,
      0::UINTEGER AS file, 0::UINTEGER AS line, false AS validation,
      sha256(concat_ws('|', ${[...held, ...logits].join(", ")})) AS digest
    FROM (SELECT *, ${levelColumns().join(", ")} FROM (${syntheticRowsSql(seed, first, last)}))`;
}
