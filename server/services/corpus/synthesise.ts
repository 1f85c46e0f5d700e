import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { z } from "zod";
import { RATER_IDS } from "@/core/raters";
import { openDuckDbInstance, type DuckDbInstance } from "@/server/duckdb/engine";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { missingOf, publishCorpus, writeCorpusJson } from "@/server/services/corpus/corpus-folder";
import { toImportResult, type ImportResult } from "@/server/services/corpus/import";
import type { ImportReport } from "@/server/services/corpus/import-report";
import { ImportProgress, type Progress } from "@/server/services/corpus/importing/import-progress";
import { fingerprintOf } from "@/server/services/corpus/importing/sorted-rows";
import { stagingPaths, type StagingPaths } from "@/server/services/corpus/importing/staged-columns";
import { writeTables } from "@/server/services/corpus/importing/write-tables";
import { recordCorpus } from "@/server/services/corpus/record-corpus";
import { synthesiseInput } from "@/server/services/corpus/synthesise-request";
import { writeSyntheticRows } from "@/server/services/corpus/synthesising/write-synthetic-rows";
import { parseInput } from "@/server/services/parse-input";
import { corpusPath, scratchPath } from "@/server/storage/home";

const SAMPLE = 100_000;
const HEADER = "meta-rater-studio/synthetic/1\n";
const NOTE =
  "Made up by the studio: 25 scores from a model of six factors in SlimPajama's seven domains, with its shares of tokens " +
  "and token counts drawn log-normal (core/synthetic). No document was read or rated; for trying the studio at size.";

export interface SynthesiseCorpus {
  readonly ctx: Context;
  readonly input: z.input<typeof synthesiseInput>;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

type Wanted = z.output<typeof synthesiseInput>;

/**
 * Makes a corpus of synthetic documents: files first, then one transaction that names them. Safe to run again from the
 * start at any time.
 * @throws StudioError `invalid-input`, `cancelled`; nothing is left behind
 */
export async function synthesiseCorpus({
  ctx,
  input,
  signal,
  report,
}: SynthesiseCorpus): Promise<ImportResult> {
  const wanted = parseInput(synthesiseInput, input);
  authorise(ctx, "make a synthetic corpus");
  const scratch = scratchPath(`synthesise-${wanted.id}`, ctx.home);
  await rm(scratch, { recursive: true, force: true });
  const paths = stagingPaths(scratch);
  await mkdir(path.join(paths.corpus, "text"), { recursive: true });
  const database = await openDuckDbInstance({ temporaryFolder: paths.temporary });
  try {
    const made = await make(wanted, database, paths, signal, new ImportProgress(report));
    await publishCorpus(paths.corpus, corpusPath(made.fingerprint, ctx.home));
    const source = `synthetic, seed ${String(wanted.seed)}`;
    return toImportResult(await recordCorpus(ctx, { id: wanted.id, name: wanted.name, source, ...made }));
  } finally {
    database.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function make(
  { documents, seed }: Wanted,
  database: DuckDbInstance,
  paths: StagingPaths,
  signal: AbortSignal,
  progress: ImportProgress,
): Promise<{ fingerprint: string; report: ImportReport }> {
  const began = performance.now();
  const [engine, beside] = [await database.connect(), await database.connect()];
  await writeSyntheticRows({ engine, paths, documents, seed, signal, progress });
  const fingerprint = await fingerprintOf(engine, HEADER, signal);
  const tables = await writeTables({
    engine,
    beside,
    paths,
    sampleDocuments: SAMPLE,
    mapping: {},
    provenance: Object.fromEntries(RATER_IDS.map((rater) => [rater, "synthetic"])),
    signal,
    progress,
  });
  const report: ImportReport = {
    files: 0,
    accepted: documents,
    rejected: [],
    rejectedTotal: 0,
    emptyFiles: [],
    missing: missingOf(tables.statistics),
    offRaters: [],
    duplicates: 0,
    seconds: Math.round(performance.now() - began) / 1000,
  };
  await writeCorpusJson(paths.corpus, {
    statistics: tables.statistics,
    report,
    info: {
      ...tables.info,
      fingerprint,
      standIns: [],
      synthetic: true,
      provenanceNote: NOTE,
      licences: [],
    },
  });
  return { fingerprint, report };
}
