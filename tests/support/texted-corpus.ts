import { randomUUID } from "node:crypto";
import { mkdir, rename } from "node:fs/promises";
import path from "node:path";
import { levelsOf, RATER_IDS, raterOf } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText, sqlTexts } from "@/server/duckdb/sql-literal";
import type { Context } from "@/server/services/context";
import { excerptOf } from "@/server/services/document/document-row";
import { writeRows } from "@/server/services/document/write-rows";
import { corpusPath } from "@/server/storage/home";
import type { SmallDocument } from "@/tests/support/small-corpus";
import { storeCorpus, type StoredCorpus } from "@/tests/support/stored-corpus";

export interface TextedDocument extends SmallDocument {
  readonly text: string;
}

export interface TextedCorpus extends StoredCorpus {
  readonly documents: readonly TextedDocument[];
  readonly folder: string;
}

/** A small corpus with its texts spread over some parts and its rows by position, as an import writes them. */
export async function storeTexts(
  ctx: Context,
  documents: readonly TextedDocument[],
  parts = 3,
): Promise<TextedCorpus> {
  const stored = await storeCorpus(ctx, `texted ${randomUUID()}`, documents);
  const folder = corpusPath(stored.fingerprint, ctx.home);
  const scores = path.join(folder, "scores.parquet");
  const texts = documents.map(({ text }) => text);
  const domains = stored.statistics.domains.map(({ domain }) => domain);
  await mkdir(path.join(folder, "text"), { recursive: true });
  const engine = await openDuckDb();
  try {
    await engine.run(
      `CREATE TABLE rows AS SELECT * REPLACE ((ordinal % ${String(parts)})::USMALLINT AS part), ${sqlTexts(texts)}[ordinal + 1] AS text,
         ${sqlTexts(texts.map(excerptOf))}[ordinal + 1] AS excerpt FROM read_parquet(${sqlText(scores)}) ORDER BY ordinal`,
    );
    await engine.run(
      `COPY (SELECT * EXCLUDE (text, excerpt) FROM rows ORDER BY ordinal) TO ${sqlText(`${scores}.new`)} (FORMAT parquet)`,
    );
    await rename(`${scores}.new`, scores);
    for (let part = 0; part < parts; part += 1) {
      const file = path.join(folder, "text", `part-${String(part).padStart(5, "0")}.parquet`);
      await engine.run(
        `COPY (SELECT doc_id, text FROM rows WHERE part = ${String(part)} ORDER BY doc_id) TO ${sqlText(file)} (FORMAT parquet)`,
      );
    }
    await writeRows({
      engine,
      rows: `(SELECT doc_id AS id, ${sqlTexts(domains)}[domain + 1] AS domain, tokens, excerpt, ${staged(stored)} FROM rows ORDER BY ordinal)`,
      domains,
      folder,
      signal: new AbortController().signal,
    });
  } finally {
    engine.close();
  }
  return {
    ...stored,
    documents: stored.documents.map((document, at) => ({ ...document, text: texts[at] ?? "" })),
    folder,
  };
}

/** Staged rows have a column for every rater, whether it is on or not. */
const staged = ({ statistics }: StoredCorpus): string =>
  RATER_IDS.flatMap((rater) => {
    const argmax = raterColumn(rater, "argmax");
    const found = statistics.raters[rater];
    return [
      found === null ? `NULL::FLOAT AS ${rater}` : rater,
      ...(levelsOf(raterOf(rater)) === null ? [] : [found?.argmax ? argmax : `NULL::UTINYINT AS ${argmax}`]),
    ];
  }).join(", ");
