import { readdir } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "@/core/errors";
import { RATERS, type RaterId } from "@/core/raters";
import { isReservedName } from "@/core/reserved-names";
import { raterColumn } from "@/core/score-table";
import type { SourceMapping } from "@/core/source-mapping";
import type { CorpusStatistics, DomainTotals, GroupTotals, RaterStatistics } from "@/core/statistics";
import type { DuckDb } from "@/server/duckdb/engine";
import { sqlText, sqlTexts } from "@/server/duckdb/sql-literal";
import { PARTS_FOLDER, type CorpusInfo } from "@/server/services/corpus/corpus-info";
import { allOf } from "@/server/services/corpus/importing/all-of";
import { columnStatistics } from "@/server/services/corpus/importing/column-statistics";
import { drawSample } from "@/server/services/corpus/importing/draw-sample";
import type { ImportProgress } from "@/server/services/corpus/importing/import-progress";
import { rankFunction, rankSql } from "@/server/services/corpus/importing/rank-function";
import { writeGroups } from "@/server/services/corpus/importing/write-groups";
import { writeDigests } from "@/server/services/corpus/importing/write-digests";
import { DIGESTS_FILE } from "@/server/services/corpus/version-files";
import { CLASSIFIERS } from "@/server/services/corpus/importing/read-scores";
import { SORTED } from "@/server/services/corpus/importing/sorted-rows";
import { logitsColumn, type StagingPaths } from "@/server/services/corpus/importing/staged-columns";
import { writeScoreParts } from "@/server/services/corpus/importing/write-score-parts";
import { writeRows } from "@/server/services/document/write-rows";
import { writeFirstFigures } from "@/server/services/preview/first-figures";

export interface TablesInput {
  readonly engine: DuckDb;
  /** Another connection to the database of `engine`, for what need not wait for it. */
  readonly beside: DuckDb;
  readonly paths: StagingPaths;
  readonly sampleDocuments: number;
  /** Says which column names groups, where one does. */
  readonly mapping: SourceMapping;
  readonly provenance: Readonly<Partial<Record<RaterId, RaterStatistics["provenance"]>>>;
  readonly signal: AbortSignal;
  readonly progress: ImportProgress;
}

export interface Tables {
  readonly statistics: CorpusStatistics;
  readonly info: Pick<
    CorpusInfo,
    "documents" | "tokens" | "validationDocuments" | "validationTokens" | "sampleDocuments" | "scoreParts"
  >;
}

/** `domain` is a UTINYINT of the score table. */
const MAX_DOMAINS = 256;

const SELECTABLE = `(SELECT * FROM ${SORTED} WHERE NOT validation)`;
const ORDINAL = "(row_number() OVER () - 1)::UINTEGER AS ordinal";
const isClassifier = (rater: RaterId): boolean => CLASSIFIERS.some(({ id }) => id === rater);

/** Writes everything of a corpus that is a table, from the sorted rows; the JSON files beside them are the caller's. */
export async function writeTables(input: TablesInput): Promise<Tables> {
  const { engine, signal, progress } = input;
  await refuseReservedDomains(engine, signal);
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
  const [scored, unscored] = await allOf([
    writeScored(input, domains, documents),
    writeUnscored(input, domains),
  ]);
  const { statistics, sampleDocuments, scoreParts } = scored;
  const { groups, ...validation } = unscored;
  return {
    statistics: groups === null ? statistics : { ...statistics, groups },
    info: { documents, tokens: statistics.tokens, ...validation, sampleDocuments, scoreParts },
  };
}

/** What needs the statistics of the raters. */
async function writeScored(
  input: TablesInput,
  domains: readonly DomainTotals[],
  documents: number,
): Promise<Pick<Tables, "statistics"> & Pick<Tables["info"], "sampleDocuments" | "scoreParts">> {
  const { engine, paths, signal, progress } = input;
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
  const [scoreParts] = await allOf([
    writeScoreParts({
      engine: input.beside,
      scores,
      folder: path.join(paths.corpus, PARTS_FOLDER),
      statistics,
      sampleDocuments: sample.documents,
      signal,
    }),
    writeFirstFigures(engine, paths.corpus, scores, statistics, signal),
  ]);
  return { statistics, sampleDocuments: sample.documents, scoreParts };
}

/** What needs the sorted rows alone. */
async function writeUnscored(
  { beside: engine, paths, mapping, signal }: TablesInput,
  domains: readonly DomainTotals[],
): Promise<
  Pick<Tables["info"], "validationDocuments" | "validationTokens"> & { readonly groups: GroupTotals | null }
> {
  await writeLogits(engine, path.join(paths.corpus, "logits.parquet"), signal);
  await writeDigests(engine, SELECTABLE, ORDINAL, path.join(paths.corpus, DIGESTS_FILE), signal);
  const names = domains.map(({ domain }) => domain);
  await writeRows({ engine, rows: SELECTABLE, domains: names, folder: paths.corpus, signal });
  const { group: column } = mapping;
  const groups =
    column === undefined
      ? null
      : await writeGroups({
          ...{ engine, rows: SELECTABLE, ordinal: ORDINAL, column, temporary: paths.folder },
          folder: paths.corpus,
          signal,
        });
  return { groups, ...(await writeValidation(engine, paths, signal)) };
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

/** Losses are told by domain, those of the validation documents too. */
async function refuseReservedDomains(engine: DuckDb, signal: AbortSignal): Promise<void> {
  const rows = await engine.query(`SELECT DISTINCT domain FROM ${SORTED} ORDER BY domain`, signal);
  const reserved = rows.map((row) => String(row["domain"])).find(isReservedName);
  if (reserved === undefined) return;
  throw new StudioError(
    "invalid-input",
    `A domain is called ${reserved}, a name that answers and pages cannot carry.`,
    "Rename its folder or what names it in the rows.",
  );
}

async function raterStatistics({
  engine,
  beside,
  provenance,
  signal,
}: TablesInput): Promise<CorpusStatistics["raters"]> {
  const columns = RATERS.flatMap(({ id }) => [id, ...(isClassifier(id) ? [raterColumn(id, "argmax")] : [])]);
  const found = await columnStatistics(engine, beside, SELECTABLE, columns, signal);
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
    ...on.map((id, index) => `${rankSql(index, id)} AS ${raterColumn(id, "rank")}`),
  ];
  // The rank function has one thread; others of the engine would spin while they wait for it.
  await engine.run("SET threads = 1", signal);
  await engine.run(
    `COPY (SELECT ${columns.join(", ")} FROM ${SELECTABLE}) TO ${sqlText(target)} (FORMAT parquet, ROW_GROUP_SIZE 122880)`,
    signal,
  );
  await engine.run("RESET threads", signal);
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
  const files = (await readdir(paths.folder)).filter((name) => /^validation-\d+\.parquet$/.test(name));
  const texts =
    files.length === 0
      ? "(SELECT NULL::BIGINT AS seq, NULL::VARCHAR AS text)"
      : `read_parquet(${sqlTexts(files.map((name) => path.join(paths.folder, name)))})`;
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
