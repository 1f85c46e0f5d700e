import { stat } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "@/core/errors";
import { RATERS, type RaterId } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import type { CorpusStatistics, DomainTotals, RaterStatistics } from "@/core/statistics";
import type { DuckDb } from "@/server/duckdb/engine";
import { sqlText, sqlTexts } from "@/server/duckdb/sql-literal";
import type { CorpusInfo } from "@/server/services/corpus/corpus-info";
import { columnStatistics } from "@/server/services/corpus/importing/column-statistics";
import { readStaged } from "@/server/services/corpus/importing/convert-part";
import { drawSample } from "@/server/services/corpus/importing/draw-sample";
import type { ImportProgress } from "@/server/services/corpus/importing/import-progress";
import { writePreviewFile, type PreviewColumn } from "@/server/services/corpus/importing/preview-file";
import { RANK_FUNCTION, rankFunction } from "@/server/services/corpus/importing/rank-function";
import { CLASSIFIERS } from "@/server/services/corpus/importing/read-record";
import { SORTED } from "@/server/services/corpus/importing/sorted-rows";
import { logitsColumn, type StagingPaths } from "@/server/services/corpus/importing/staged-columns";

export interface TablesInput {
  readonly engine: DuckDb;
  readonly paths: StagingPaths;
  readonly sampleDocuments: number;
  readonly provenance: Readonly<Partial<Record<RaterId, RaterStatistics["provenance"]>>>;
  readonly signal: AbortSignal;
  readonly progress: ImportProgress;
}

export interface Tables {
  readonly statistics: CorpusStatistics;
  readonly info: Pick<
    CorpusInfo,
    "documents" | "tokens" | "validationDocuments" | "validationTokens" | "sampleDocuments" | "previewBytes"
  >;
}

/** `domain` is a UTINYINT of the score table. */
const MAX_DOMAINS = 256;

const SELECTABLE = `(SELECT * FROM ${SORTED} WHERE NOT validation)`;
const ORDINAL = "(row_number() OVER () - 1)::UINTEGER AS ordinal";
const isClassifier = (rater: RaterId): boolean => CLASSIFIERS.some(({ id }) => id === rater);

/** Writes everything of a corpus that is a table, from the sorted rows; the JSON files beside them are the caller's. */
export async function writeTables(input: TablesInput): Promise<Tables> {
  const { engine, paths, signal, progress } = input;
  const domains = await domainTotals(engine, signal);
  const documents = domains.reduce((sum, domain) => sum + domain.documents, 0);
  if (documents === 0) {
    throw new StudioError(
      "invalid-input",
      "Every document belongs to the validation set; none is left to select.",
      "Hold out a smaller share.",
    );
  }
  progress.begin("statistics", "documents", documents);
  const statistics: CorpusStatistics = {
    documents,
    tokens: domains.reduce((sum, domain) => sum + domain.tokens, 0),
    domains,
    raters: await raterStatistics(input),
  };
  progress.begin("writing", "documents", documents);
  const sample = await drawSample(engine, SELECTABLE, documents, input.sampleDocuments, signal);
  const scores = path.join(paths.corpus, "scores.parquet");
  await writeScores(input, statistics, sample.inclusion, scores);
  await writeLogits(engine, path.join(paths.corpus, "logits.parquet"), signal);
  const validation = await writeValidation(engine, paths, signal);
  const previewBytes = await writePreviews(input, statistics, scores);
  return {
    statistics,
    info: {
      documents,
      tokens: statistics.tokens,
      ...validation,
      sampleDocuments: sample.documents,
      previewBytes,
    },
  };
}

async function domainTotals(engine: DuckDb, signal: AbortSignal): Promise<DomainTotals[]> {
  // DuckDB orders text by its UTF-8 bytes.
  const rows = await engine.query(
    `SELECT domain, count(*) AS documents, sum(tokens) AS tokens FROM ${SELECTABLE} GROUP BY domain ORDER BY domain`,
    signal,
  );
  if (rows.length > MAX_DOMAINS) {
    throw new StudioError(
      "invalid-input",
      `The corpus has ${String(rows.length)} domains; at most ${String(MAX_DOMAINS)} are possible.`,
      "Merge domain folders.",
    );
  }
  return rows.map((row) => ({
    domain: String(row["domain"]),
    documents: Number(row["documents"]),
    tokens: Number(row["tokens"]),
  }));
}

async function raterStatistics({
  engine,
  provenance,
  signal,
}: TablesInput): Promise<CorpusStatistics["raters"]> {
  const columns = RATERS.flatMap(({ id }) => [id, ...(isClassifier(id) ? [raterColumn(id, "argmax")] : [])]);
  const found = await columnStatistics(engine, SELECTABLE, columns, signal);
  const entries = RATERS.map(({ id }): [RaterId, RaterStatistics | null] => {
    const value = found.get(id) ?? null;
    const argmax = found.get(raterColumn(id, "argmax")) ?? null;
    return [id, value === null ? null : { value, argmax, provenance: provenance[id] ?? "imported" }];
  });
  return Object.fromEntries(entries) as CorpusStatistics["raters"];
}

const ratersOn = (statistics: CorpusStatistics): RaterId[] =>
  RATERS.map(({ id }) => id).filter((id) => statistics.raters[id] !== null);

async function writeScores(
  input: TablesInput,
  statistics: CorpusStatistics,
  inclusion: string,
  target: string,
): Promise<void> {
  const { engine, signal } = input;
  const on = ratersOn(statistics);
  engine.register(rankFunction(on.map((id) => statistics.raters[id]?.value.quantiles ?? [])));
  const codes = sqlTexts(statistics.domains.map(({ domain }) => domain));
  const columns = [
    ORDINAL,
    "id AS doc_id",
    `(list_position(${codes}, domain) - 1)::UTINYINT AS domain`,
    "tokens",
    `${inclusion} AS inclusion`,
    "part",
    ...on,
    ...on.filter(isClassifier).map((id) => raterColumn(id, "argmax")),
    ...on.map((id, index) => `${RANK_FUNCTION}(${String(index)}, ${id}) AS ${raterColumn(id, "rank")}`),
  ];
  await engine.run(
    `COPY (SELECT ${columns.join(", ")} FROM ${SELECTABLE}) TO ${sqlText(target)} (FORMAT parquet, ROW_GROUP_SIZE 122880)`,
    signal,
  );
}

async function writeLogits(engine: DuckDb, target: string, signal: AbortSignal): Promise<void> {
  const columns = CLASSIFIERS.map(({ id }) => `${logitsColumn(id)} AS ${id}`);
  await engine.run(
    `COPY (SELECT ${ORDINAL}, ${columns.join(", ")} FROM ${SELECTABLE}) TO ${sqlText(target)} (FORMAT parquet)`,
    signal,
  );
}

async function writeValidation(
  engine: DuckDb,
  paths: StagingPaths,
  signal: AbortSignal,
): Promise<{ validationDocuments: number; validationTokens: number }> {
  const { size } = await stat(paths.validationJson);
  const texts =
    size === 0
      ? "(SELECT NULL::BIGINT AS seq, NULL::VARCHAR AS text)"
      : readStaged(paths.validationJson, { seq: "BIGINT", text: "VARCHAR" });
  const target = path.join(paths.corpus, "validation.parquet");
  await engine.run(
    `COPY (SELECT s.id AS doc_id, s.domain, s.tokens, t.text FROM ${SORTED} s JOIN ${texts} t ON t.seq = s.seq WHERE s.validation ORDER BY doc_id)
     TO ${sqlText(target)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048)`,
    signal,
  );
  const [row] = await engine.query(
    `SELECT count(*) AS documents, coalesce(sum(tokens), 0) AS tokens FROM read_parquet(${sqlText(target)})`,
    signal,
  );
  return { validationDocuments: Number(row?.["documents"]), validationTokens: Number(row?.["tokens"]) };
}

async function writePreviews(
  input: TablesInput,
  statistics: CorpusStatistics,
  scores: string,
): Promise<CorpusInfo["previewBytes"]> {
  const { engine, paths, signal } = input;
  const on = ratersOn(statistics);
  const key: PreviewColumn[] = [
    { name: "ordinal", type: "UINTEGER" },
    { name: "domain", type: "UTINYINT" },
    { name: "tokens", type: "UINTEGER" },
    { name: "inclusion", type: "FLOAT" },
  ];
  const values = on.map((id): PreviewColumn => ({ name: id, type: "FLOAT" }));
  const argmax = on
    .filter(isClassifier)
    .map((id): PreviewColumn => ({ name: raterColumn(id, "argmax"), type: "UTINYINT" }));
  const ranks = on.map((id): PreviewColumn => ({ name: raterColumn(id, "rank"), type: "FLOAT" }));
  const relation = `(SELECT * FROM read_parquet(${sqlText(scores)}) WHERE inclusion > 0)`;
  const write = async (name: string, columns: readonly PreviewColumn[]): Promise<number> => {
    const target = path.join(paths.corpus, "preview", name);
    await writePreviewFile(engine, relation, [...key, ...columns], target, signal);
    return (await stat(target)).size;
  };
  return {
    values: await write("values.arrow", [...values, ...argmax]),
    ranks: await write("ranks.arrow", ranks),
  };
}
