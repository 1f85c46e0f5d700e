import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import type { RaterId } from "@/core/raters";
import type { SourceMapping } from "@/core/source-mapping";
import type { RaterStatistics } from "@/core/statistics";
import { openDuckDbInstance, type DuckDb } from "@/server/duckdb/engine";
import type { CorpusInfo } from "@/server/services/corpus/corpus-info";
import { missingOf, publishCorpus, raterIds, writeCorpusJson } from "@/server/services/corpus/corpus-folder";
import {
  REPORTED_REJECTIONS,
  type ImportReport,
  type Rejection,
} from "@/server/services/corpus/import-report";
import { resumeFrom } from "@/server/services/corpus/importing/checkpoint";
import { areTooMany, tooManyRejects } from "@/server/services/corpus/importing/check-rejects";
import { importKey, type ImportFile } from "@/server/services/corpus/importing/import-key";
import type { ImportProgress } from "@/server/services/corpus/importing/import-progress";
import { withScratchLock } from "@/server/services/corpus/importing/scratch-lock";
import { listSourceFiles, listValidationFiles } from "@/server/services/corpus/importing/source-files";
import { dropOrphanTexts, fingerprintOf, sortRows } from "@/server/services/corpus/importing/sorted-rows";
import type { Staged } from "@/server/services/corpus/importing/stage";
import { stageRows, type StageSizes } from "@/server/services/corpus/importing/stage-rows";
import { stagingPaths, type StagingPaths } from "@/server/services/corpus/importing/staged-columns";
import { writeRejects } from "@/server/services/corpus/importing/write-rejects";
import { writeTables } from "@/server/services/corpus/importing/write-tables";
import {
  corpusRejects,
  failedRejects,
  forgetFailedRejects,
  keepRejects,
} from "@/server/services/corpus/kept-rejects";
import type { AbortReason } from "@/server/services/job/job-kinds";
import { corpusPath, scratchPath } from "@/server/storage/home";

export interface BuildOptions {
  /** Of the import; the list of rejected rows is kept under it. */
  readonly id: string;
  /** Names the scratch folder, in which an import that was cut off is gone on with; the id where nothing else is said. */
  readonly scratch?: string;
  readonly home: string;
  /** Real path of the folder of domain folders. */
  readonly source: string;
  /** Real path of a JSONL file or of a folder of domain folders. */
  readonly validation: string | null;
  /** Folders that links may point into; null: anywhere. */
  readonly roots: readonly string[] | null;
  readonly mapping: SourceMapping;
  readonly maxRejects: number;
  readonly holdout: number;
  readonly sampleDocuments: number;
  readonly provenance: Readonly<Partial<Record<RaterId, RaterStatistics["provenance"]>>>;
  readonly provenanceNote: string;
  readonly licences: CorpusInfo["licences"];
  readonly sizes?: StageSizes;
  readonly signal: AbortSignal;
  readonly progress: ImportProgress;
}

export interface BuiltCorpus {
  readonly fingerprint: string;
  readonly report: ImportReport;
}

/** Memory in which rows without their texts are sorted; above it they are on the disk. Each thread fills row groups of its own. */
const TABLES_MB = Math.min(1024, 64 + 48 * availableParallelism());

/** Why a job is stopped that another process is to go on with. */
const TO_BE_CONTINUED: readonly unknown[] = ["shutdown", "lease-lost"] satisfies AbortReason[];

/**
 * Builds the files of a corpus in scratch and renames them to corpora/<fingerprint>; when that corpus is there
 * already it is left as it is. Nothing becomes visible before the rename. What a killed process has read is not read again.
 * @throws StudioError `invalid-input` when too many rows are rejected or none is left, `cancelled`, `conflict`
 */
export async function buildCorpus(options: BuildOptions): Promise<BuiltCorpus> {
  const { id, home, signal } = options;
  const paths = stagingPaths(scratchPath(`import-${options.scratch ?? id}`, home));
  return withScratchLock(paths.lock, async () => {
    try {
      await forgetFailedRejects(id, home);
      const built = await build(options, paths);
      await publishCorpus(paths.corpus, corpusPath(built.fingerprint, home));
      if (built.report.rejectedTotal > 0)
        await keepRejects(paths.rejects, corpusRejects(built.fingerprint, id, home));
      return built;
    } finally {
      if (!(signal.aborted && TO_BE_CONTINUED.includes(signal.reason)))
        await rm(paths.folder, { recursive: true, force: true });
    }
  });
}

async function build(options: BuildOptions, paths: StagingPaths): Promise<BuiltCorpus> {
  const { signal, progress } = options;
  const started = performance.now();
  const files = await filesToRead(options);
  const staged = await stage(options, paths, files);
  const database = await openDuckDbInstance({ temporaryFolder: paths.temporary, memoryMb: TABLES_MB });
  const [engine, beside] = [await database.connect(), await database.connect()];
  try {
    progress.begin("sorting", "documents", staged.rows);
    const duplicates = await sortRows(engine, paths, staged.parts, signal);
    const rejected = await resolveRejects(options, paths, files, staged, { engine, duplicates });
    if (duplicates > 0) await dropOrphanTexts(engine, paths, signal);
    const fingerprint = await fingerprintOf(engine, fingerprintHeader(options.provenance), signal);
    const { statistics, info } = await writeTables({ ...options, engine, beside, paths });
    const report: ImportReport = {
      files: files.length,
      accepted: staged.rows - duplicates,
      rejected,
      rejectedTotal: staged.rejected + duplicates,
      emptyFiles: staged.emptyFiles.slice(0, REPORTED_REJECTIONS),
      missing: missingOf(statistics),
      offRaters: raterIds(statistics).filter((rater) => statistics.raters[rater] === null),
      duplicates,
      seconds: Math.round(performance.now() - started) / 1000,
    };
    const standIns = raterIds(statistics).filter(
      (rater) => statistics.raters[rater]?.provenance === "stand-in",
    );
    const { provenanceNote, licences } = options;
    await writeCorpusJson(paths.corpus, {
      statistics,
      report,
      info: { ...info, fingerprint, standIns, synthetic: false, provenanceNote, licences },
    });
    return { fingerprint, report };
  } finally {
    engine.close();
    beside.close();
    database.close();
  }
}

/** Reads the sources, or what an import of the same ones that was cut off has not read. */
async function stage(
  options: BuildOptions,
  paths: StagingPaths,
  files: readonly ImportFile[],
): Promise<Staged> {
  const { mapping, holdout, sizes = {}, signal, progress } = options;
  progress.begin(
    "reading",
    "bytes",
    files.reduce((sum, file) => sum + file.bytes, 0),
  );
  const key = await importKey(files, { mapping, holdout, sizes });
  const checkpoint = await resumeFrom(paths, key);
  const onBytes = (bytes: number): void => progress.advance(bytes);
  const staged = await stageRows({ files, paths, mapping, holdout, sizes, key, checkpoint, signal, onBytes });
  const counts = { rows: staged.rows + staged.rejected, rejected: staged.rejected };
  if (areTooMany(options, counts)) await resolveRejects(options, paths, files, staged, null);
  return staged;
}

/**
 * Writes the list of all rejected rows.
 * @param second the second uses of ids; null before they are known
 * @throws StudioError `invalid-input` when they are too many, the list kept
 */
async function resolveRejects(
  options: BuildOptions,
  paths: StagingPaths,
  files: readonly ImportFile[],
  staged: Staged,
  second: { readonly engine: DuckDb; readonly duplicates: number } | null,
): Promise<Rejection[]> {
  const { id, home, signal } = options;
  const fileNames = files.map(({ name }) => name);
  const first = await writeRejects({ paths, fileNames, engine: second?.engine ?? null, signal });
  const counts = {
    rows: staged.rows + staged.rejected,
    rejected: staged.rejected + (second?.duplicates ?? 0),
  };
  if (!areTooMany(options, counts)) return first;
  const list = failedRejects(id, home);
  if (counts.rejected > 0) await keepRejects(paths.rejects, list);
  throw tooManyRejects(options, counts, first, path.relative(home, list));
}

async function filesToRead(options: BuildOptions): Promise<ImportFile[]> {
  const validation =
    options.validation === null ? [] : await listValidationFiles(options.validation, options.roots);
  const apart = new Set(validation.map((file) => file.path));
  const source = (await listSourceFiles(options.source, options.roots, options.mapping)).filter(
    (file) => !apart.has(file.path),
  );
  return [
    ...validation.map((file) => ({ ...file, validation: true })),
    ...source.map((file) => ({ ...file, validation: false })),
  ];
}

/** Ratings that were not imported are part of what a corpus is. */
function fingerprintHeader(provenance: BuildOptions["provenance"]): string {
  const own = Object.entries(provenance)
    .filter(([, origin]) => origin !== "imported")
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `meta-rater-studio/corpus/1\n${JSON.stringify(own)}\n`;
}
