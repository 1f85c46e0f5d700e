import { rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { RATER_IDS, type RaterId } from "@/core/raters";
import type { CorpusVersion } from "@/generated/sqlite/client";
import type { DbTransaction } from "@/server/db/client";
import { transaction } from "@/server/db/transaction";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { buildCorpus, type BuiltCorpus } from "@/server/services/corpus/build-corpus";
import { corpusInfoSchema, readCorpusInfo, type CorpusInfo } from "@/server/services/corpus/corpus-info";
import { importRoots, resolveImportPath } from "@/server/services/corpus/import-roots";
import { ImportProgress, type Progress } from "@/server/services/corpus/importing/import-progress";
import { requestImportInput } from "@/server/services/corpus/request-import";
import { parseInput } from "@/server/services/parse-input";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { corpusPath } from "@/server/storage/home";
import { treeBytes } from "@/server/storage/tree-bytes";

const origin = z.enum(["imported", "computed", "stand-in"]);

/** What the page may ask for, and what only the studio itself passes. */
export const importCorpusInput = requestImportInput.extend({
  /** Where ratings come from when they were not imported; only the demo corpus says so. */
  provenance: z.partialRecord(z.enum(RATER_IDS as [RaterId, ...RaterId[]]), origin).default({}),
  provenanceNote: z.string().default(""),
  /** What to call the source where its path says nothing; the path otherwise. */
  sourceName: z.string().min(1).optional(),
  licences: corpusInfoSchema.shape.licences.default([]),
  /** Rows of the preview files; a corpus that has no more is previewed exactly. */
  sampleDocuments: z.number().int().positive().default(100_000),
});

/** What an import came to; the terminal prints it. */
export interface ImportResult {
  readonly corpusId: string;
  readonly versionId: string;
  readonly number: number;
  readonly fingerprint: string;
  readonly documents: number;
  readonly tokens: number;
  readonly rejected: number;
  /** Missing values over all raters that are on. */
  readonly missing: number;
  readonly validationDocuments: number;
  readonly validationTokens: number;
}

export interface ImportCorpus {
  readonly ctx: Context;
  readonly input: z.input<typeof importCorpusInput>;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
  /** Folders the import may read from; null for the terminal, which acts with the rights of who types. */
  readonly roots?: readonly string[] | null;
}

/**
 * Imports a folder in the released layout: files first, then one transaction that names them. Importing what the name's
 * latest version already holds answers that version. Safe to run again from the start at any time.
 * @throws StudioError `invalid-input`, `not-found`, `forbidden`, `cancelled`; nothing is left behind
 */
export async function importCorpus({
  ctx,
  input,
  signal,
  report,
  roots = importRoots(ctx.home),
}: ImportCorpus): Promise<ImportResult> {
  const wanted = parseInput(importCorpusInput, input);
  authorise(ctx, "import a corpus");
  const source = await resolveImportPath(wanted.path, roots);
  const validation =
    wanted.validationPath === undefined ? null : await resolveImportPath(wanted.validationPath, roots);
  const built = await buildCorpus({
    id: wanted.id,
    home: ctx.home,
    source,
    validation,
    roots,
    tokensField: wanted.tokensField ?? null,
    maxRejects: wanted.maxRejects,
    holdout: wanted.holdout,
    sampleDocuments: wanted.sampleDocuments,
    provenance: wanted.provenance,
    provenanceNote: wanted.provenanceNote,
    licences: wanted.licences,
    signal,
    progress: new ImportProgress(report),
  });
  const info = await readCorpusInfo(built.fingerprint, ctx.home);
  const folder = corpusPath(built.fingerprint, ctx.home);
  const ownReport = path.join(folder, "reports", `${wanted.id}.json`);
  await writeFileAtomic(ownReport, JSON.stringify(built.report));
  const bytes = await treeBytes(folder);
  const version = await transaction(ctx.db, (tx) =>
    recordVersion(tx, ctx, { ...wanted, source: wanted.sourceName ?? source, built, info, bytes }),
  );
  if (version.id !== wanted.id) await rm(ownReport, { force: true });
  return toResult(version);
}

interface Recording {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly built: BuiltCorpus;
  readonly info: CorpusInfo;
  readonly bytes: number;
}

async function recordVersion(
  tx: DbTransaction,
  ctx: Context,
  { id, name, source, built, info, bytes }: Recording,
): Promise<CorpusVersion> {
  const owned = { workspaceId: ctx.workspaceId, createdBy: ctx.actor };
  const corpus = await tx.corpus.upsert({
    where: { workspaceId_name: { workspaceId: ctx.workspaceId, name } },
    create: { id, ...owned, name },
    update: { version: { increment: 1 }, archivedAt: null },
  });
  const same = await tx.corpusVersion.findUnique({ where: { id } });
  if (same !== null) return same;
  const latest = await tx.corpusVersion.findFirst({
    where: { corpusId: corpus.id },
    orderBy: { number: "desc" },
  });
  if (latest?.fingerprint === info.fingerprint) return latest;
  const { report } = built;
  return tx.corpusVersion.create({
    data: {
      id,
      ...owned,
      corpusId: corpus.id,
      number: (latest?.number ?? 0) + 1,
      fingerprint: info.fingerprint,
      source,
      documents: BigInt(info.documents),
      tokens: BigInt(info.tokens),
      rejected: BigInt(report.rejectedTotal),
      missing: BigInt(missingValues(report)),
      validationDocuments: BigInt(info.validationDocuments),
      validationTokens: BigInt(info.validationTokens),
      bytes: BigInt(bytes),
    },
  });
}

function missingValues({ missing, offRaters }: BuiltCorpus["report"]): number {
  const off = new Set<RaterId>(offRaters);
  return RATER_IDS.reduce((sum, rater) => sum + (off.has(rater) ? 0 : missing[rater]), 0);
}

const toResult = (version: CorpusVersion): ImportResult => ({
  corpusId: version.corpusId,
  versionId: version.id,
  number: version.number,
  fingerprint: version.fingerprint,
  documents: Number(version.documents),
  tokens: Number(version.tokens),
  rejected: Number(version.rejected),
  missing: Number(version.missing),
  validationDocuments: Number(version.validationDocuments),
  validationTokens: Number(version.validationTokens),
});
