import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "@/core/errors";
import { tokenizerJson } from "@/core/tokens/tokenizer-json";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { bundleOnce } from "@/server/training/bundle-draft";
import { runJson, type RunSpecification } from "@/server/training/run-json";

/** Rows of a row group of text: the smallest DuckDB writes, about 10 MB of web text. */
const TEXT_ROWS = 2_048;

export interface BundleSources {
  /** corpora/<fingerprint> */
  readonly corpusDirectory: string;
  /** selections/<selectionKey> */
  readonly selectionDirectory: string;
  readonly runDirectory: string;
}

export interface StagingProgress {
  readonly done: number;
  readonly total: number;
}

interface StagingOptions {
  readonly report?: (files: StagingProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Makes runs/<id>/bundle once: built beside its place, synced, renamed. Returns bundle_sha256, at once when it is there.
 * @throws StudioError `cancelled` when the signal aborts; whatever was begun is removed by the next call.
 */
export async function stageBundle(
  run: RunSpecification,
  sources: BundleSources,
  options: StagingOptions = {},
): Promise<string> {
  return bundleOnce(sources.runDirectory, async (draft) => {
    await mkdir(path.join(draft, "data"));
    await mkdir(path.join(draft, "tokenizer"));
    const files = await writeData(draft, sources, options);
    await copyFile(
      path.join(sources.selectionDirectory, "manifest.json"),
      path.join(draft, "selection.json"),
    );
    await writeFile(path.join(draft, "tokenizer", "tokenizer.json"), JSON.stringify(tokenizerJson()));
    await writeFile(path.join(draft, "run.json"), JSON.stringify(runJson(run, files), null, 2));
  });
}

async function writeData(draft: string, sources: BundleSources, options: StagingOptions): Promise<string[]> {
  const engine = await openDuckDb({ memoryMb: 1_024 });
  try {
    await writeValidation(engine, draft, sources, options.signal);
    return await writeParts(engine, draft, sources, options);
  } finally {
    engine.close();
  }
}

const COPY = `(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${String(TEXT_ROWS)})`;

async function writeValidation(
  engine: DuckDb,
  draft: string,
  { corpusDirectory }: BundleSources,
  signal?: AbortSignal,
): Promise<void> {
  const validation = sqlText(path.join(corpusDirectory, "validation.parquet"));
  const target = sqlText(path.join(draft, "data", "validation.parquet"));
  await engine.run(
    `COPY (SELECT doc_id, text, domain, tokens FROM read_parquet(${validation}) ORDER BY doc_id) TO ${target} ${COPY}`,
    signal,
  );
}

/** One file for each text part of the corpus that holds selected documents, so that no join or sort exceeds a part. */
async function writeParts(
  engine: DuckDb,
  draft: string,
  { corpusDirectory, selectionDirectory }: BundleSources,
  { report, signal }: StagingOptions,
): Promise<string[]> {
  await engine.run(
    `CREATE TABLE picked AS
     SELECT s.ordinal, s.domain, s.tokens, c.part, s.doc_id
     FROM read_parquet(${sqlText(path.join(selectionDirectory, "selection.parquet"))}) s
     JOIN read_parquet(${sqlText(path.join(corpusDirectory, "scores.parquet"))}) c ON c.ordinal = s.ordinal
     ORDER BY c.part, s.ordinal`,
    signal,
  );
  const parts = await engine.query(
    "SELECT part, count(*) AS documents FROM picked GROUP BY part ORDER BY part",
    signal,
  );
  const files: string[] = [];
  for (const { part, documents } of parts) {
    report?.({ done: files.length, total: parts.length });
    const file = `data/part-${String(files.length).padStart(5, "0")}.parquet`;
    await writePart(
      engine,
      { part: Number(part), documents: Number(documents) },
      corpusDirectory,
      path.join(draft, file),
      signal,
    );
    files.push(file);
  }
  report?.({ done: files.length, total: files.length });
  return files;
}

async function writePart(
  engine: DuckDb,
  { part, documents }: { readonly part: number; readonly documents: number },
  corpusDirectory: string,
  target: string,
  signal?: AbortSignal,
): Promise<void> {
  const text = sqlText(path.join(corpusDirectory, "text", `part-${String(part).padStart(5, "0")}.parquet`));
  const rows = `SELECT p.doc_id, t.text, p.domain, p.tokens, p.ordinal
    FROM read_parquet(${text}) t JOIN (SELECT * FROM picked WHERE part = ${String(part)}) p ON p.doc_id = t.doc_id`;
  await engine.run(
    `COPY (SELECT doc_id, text, domain, tokens FROM (${rows}) ORDER BY ordinal) TO ${sqlText(target)} ${COPY}`,
    signal,
  );
  const [written] = await engine.query(
    `SELECT count(*) AS documents FROM read_parquet(${sqlText(target)})`,
    signal,
  );
  if (written?.["documents"] !== documents) {
    throw new StudioError(
      "corrupt",
      `The text of ${String(documents)} selected documents should lie in ${text}, but ${String(written?.["documents"])} were found.`,
      "Import the corpus again; the same documents give the same fingerprint.",
    );
  }
}
