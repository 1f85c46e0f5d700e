import { mkdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "@/core/errors";
import type { RaterId } from "@/core/raters";
import { SEMANTICS_VERSION } from "@/core/recipe";
import type { CorpusStatistics, RaterStatistics } from "@/core/statistics";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { corpusInfoSchema, type CorpusInfo } from "@/server/services/corpus/corpus-info";
import {
  REPORTED_REJECTIONS,
  type ImportReport,
  type Rejection,
} from "@/server/services/corpus/import-report";
import { convertPart } from "@/server/services/corpus/importing/convert-part";
import type { ImportProgress } from "@/server/services/corpus/importing/import-progress";
import {
  listSourceFiles,
  listValidationFiles,
  type SourceFile,
} from "@/server/services/corpus/importing/source-files";
import {
  dropOrphanTexts,
  findDuplicates,
  fingerprintOf,
  sortRows,
} from "@/server/services/corpus/importing/sorted-rows";
import { stageRows, type Staged } from "@/server/services/corpus/importing/stage-rows";
import { stagingPaths, type StagingPaths } from "@/server/services/corpus/importing/staged-columns";
import { writeTables } from "@/server/services/corpus/importing/write-tables";
import { corpusPath, scratchPath } from "@/server/storage/home";
import { moveIntoPlace, writeFileAtomic } from "@/server/storage/atomic-file";
import { syncTree } from "@/server/storage/sync-tree";

export interface BuildOptions {
  /** Names the scratch folder: what a killed import of the same id left there is cleared first. */
  readonly id: string;
  readonly home: string;
  /** Real path of the folder of domain folders. */
  readonly source: string;
  /** Real path of a JSONL file or of a folder of domain folders. */
  readonly validation: string | null;
  /** Folders that links may point into; null: anywhere. */
  readonly roots: readonly string[] | null;
  readonly tokensField: string | null;
  readonly maxRejects: number;
  readonly holdout: number;
  readonly sampleDocuments: number;
  readonly provenance: Readonly<Partial<Record<RaterId, RaterStatistics["provenance"]>>>;
  readonly provenanceNote: string;
  readonly licences: CorpusInfo["licences"];
  /** Characters of text a part; only tests set it. */
  readonly partChars?: number;
  readonly signal: AbortSignal;
  readonly progress: ImportProgress;
}

export interface BuiltCorpus {
  readonly fingerprint: string;
  readonly report: ImportReport;
}

/**
 * Builds the files of a corpus in scratch and renames them to corpora/<fingerprint>; when that corpus is there
 * already it is left as it is. Nothing becomes visible before the rename.
 * @throws StudioError `invalid-input` when too many rows are rejected or none is left, `cancelled`
 */
export async function buildCorpus(options: BuildOptions): Promise<BuiltCorpus> {
  const scratch = scratchPath(`import-${options.id}`, options.home);
  await rm(scratch, { recursive: true, force: true });
  const paths = stagingPaths(scratch);
  await mkdir(path.join(paths.corpus, "text"), { recursive: true });
  await mkdir(path.join(paths.corpus, "preview"), { recursive: true });
  const engine = await openDuckDb({ temporaryFolder: paths.temporary });
  try {
    const built = await build(options, engine, paths);
    await publish(paths.corpus, corpusPath(built.fingerprint, options.home));
    return built;
  } finally {
    engine.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function build(options: BuildOptions, engine: DuckDb, paths: StagingPaths): Promise<BuiltCorpus> {
  const { signal, progress } = options;
  const started = performance.now();
  const files = await filesToRead(options);
  progress.begin(
    "reading",
    "bytes",
    files.reduce((sum, file) => sum + file.bytes, 0),
  );
  const staged = await stageRows({
    files,
    paths,
    tokensField: options.tokensField,
    holdout: options.holdout,
    ...(options.partChars === undefined ? {} : { partChars: options.partChars }),
    signal,
    onBytes: (bytes) => progress.advance(bytes),
    convert: (part) => convertPart(engine, paths, part, signal),
  });
  refuseTooMany(options, staged.rows + staged.rejectedTotal, staged.rejectedTotal, staged.rejected);
  progress.begin("sorting", "documents", staged.rows);
  const { rejected, duplicates } = await resolveDuplicates(options, engine, paths, files, staged);
  const fingerprint = await fingerprintOf(engine, fingerprintHeader(options.provenance), signal);
  const { statistics, info } = await writeTables({ ...options, engine, paths });
  const report: ImportReport = {
    files: files.length,
    accepted: staged.rows - duplicates,
    rejected,
    rejectedTotal: staged.rejectedTotal + duplicates,
    missing: missingOf(statistics),
    offRaters: raterIds(statistics).filter((rater) => statistics.raters[rater] === null),
    duplicates,
    seconds: Math.round(performance.now() - started) / 1000,
  };
  const complete: CorpusInfo = {
    ...info,
    fingerprint,
    semanticsVersion: SEMANTICS_VERSION,
    standIns: raterIds(statistics).filter((rater) => statistics.raters[rater]?.provenance === "stand-in"),
    provenanceNote: options.provenanceNote,
    licences: options.licences,
  };
  await writeFileAtomic(path.join(paths.corpus, "statistics.json"), JSON.stringify(statistics));
  await writeFileAtomic(
    path.join(paths.corpus, "info.json"),
    JSON.stringify(corpusInfoSchema.parse(complete)),
  );
  await writeFileAtomic(path.join(paths.corpus, "report.json"), JSON.stringify(report));
  return { fingerprint, report };
}

async function filesToRead(options: BuildOptions): Promise<(SourceFile & { validation: boolean })[]> {
  const validation =
    options.validation === null ? [] : await listValidationFiles(options.validation, options.roots);
  const apart = new Set(validation.map((file) => file.path));
  const source = (await listSourceFiles(options.source, options.roots)).filter(
    (file) => !apart.has(file.path),
  );
  return [
    ...validation.map((file) => ({ ...file, validation: true })),
    ...source.map((file) => ({ ...file, validation: false })),
  ];
}

async function resolveDuplicates(
  options: BuildOptions,
  engine: DuckDb,
  paths: StagingPaths,
  files: readonly SourceFile[],
  staged: Staged,
): Promise<{ rejected: Rejection[]; duplicates: number }> {
  const names = files.map((file) => file.name);
  const duplicates = await findDuplicates(engine, paths, staged.parts, names, options.signal);
  const place = new Map(names.map((name, index) => [name, index]));
  const rejected = [...staged.rejected, ...duplicates.first]
    .sort((a, b) => (place.get(a.file) ?? 0) - (place.get(b.file) ?? 0) || a.line - b.line)
    .slice(0, REPORTED_REJECTIONS)
    .map(({ file, line, reason, id }) => ({ file, line, reason, id }));
  refuseTooMany(
    options,
    staged.rows + staged.rejectedTotal,
    staged.rejectedTotal + duplicates.total,
    rejected,
  );
  await sortRows(engine, paths, options.signal);
  await dropOrphanTexts(engine, paths, options.signal);
  return { rejected, duplicates: duplicates.total };
}

function refuseTooMany(
  options: BuildOptions,
  rows: number,
  total: number,
  first: readonly Rejection[],
): void {
  const reasons = first.slice(0, 3).map(({ file, line, reason }) => `${file}:${String(line)}: ${reason}`);
  const named = reasons.length === 0 ? "" : ` First: ${reasons.join("; ")}.`;
  if (total === rows) {
    throw new StudioError(
      "invalid-input",
      `${options.source} holds no usable document: ${String(total)} of ${String(rows)} rows were rejected.${named}`,
      "Compare the rows with the released layout of SlimPajama-Meta-rater.",
    );
  }
  if (total / rows > options.maxRejects) {
    throw new StudioError(
      "invalid-input",
      `${String(total)} of ${String(rows)} rows were rejected, more than the allowed share of ${String(options.maxRejects)}; nothing was imported.${named}`,
      "Mend the rows, or allow a larger share of rejects.",
    );
  }
}

/** Ratings that were not imported are part of what a corpus is. */
function fingerprintHeader(provenance: BuildOptions["provenance"]): string {
  const own = Object.entries(provenance)
    .filter(([, origin]) => origin !== "imported")
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `meta-rater-studio/corpus/1\n${JSON.stringify(own)}\n`;
}

const raterIds = (statistics: CorpusStatistics): RaterId[] => Object.keys(statistics.raters) as RaterId[];

function missingOf(statistics: CorpusStatistics): ImportReport["missing"] {
  const counts = raterIds(statistics).map((rater) => [
    rater,
    statistics.raters[rater]?.value.missing ?? statistics.documents,
  ]);
  return Object.fromEntries(counts) as ImportReport["missing"];
}

/** A corpus of that fingerprint may be there already, or appear meanwhile: it holds the same documents. */
async function publish(finished: string, target: string): Promise<void> {
  if (await exists(target)) return;
  await syncTree(finished);
  try {
    await moveIntoPlace(finished, target);
  } catch (error) {
    if (!(await exists(target))) throw error;
  }
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
