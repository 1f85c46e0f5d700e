import { rm } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "@/core/errors";
import { RATER_IDS, type RaterId } from "@/core/raters";
import type { CorpusVersion } from "@/generated/sqlite/client";
import type { DbTransaction } from "@/server/db/client";
import { transaction } from "@/server/db/transaction";
import type { Context } from "@/server/services/context";
import { isWholeCorpus } from "@/server/services/corpus/corpus-folder";
import { readCorpusInfo, type CorpusInfo } from "@/server/services/corpus/corpus-info";
import type { ImportReport } from "@/server/services/corpus/import-report";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { corpusPath } from "@/server/storage/home";
import { treeBytes } from "@/server/storage/tree-bytes";

/** A corpus whose files are in place. */
export interface FinishedCorpus {
  /** The version that is made has this id. */
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly fingerprint: string;
  readonly report: ImportReport;
}

/**
 * Names finished files in the database: a version under the name, or the one that is there when the name's latest version
 * holds the same documents; tombstones do not count.
 * @throws StudioError `conflict` when the files were deleted meanwhile
 */
export async function recordCorpus(ctx: Context, finished: FinishedCorpus): Promise<CorpusVersion> {
  const { id, fingerprint, report } = finished;
  const folder = corpusPath(fingerprint, ctx.home);
  const info = await readCorpusInfo(fingerprint, ctx.home);
  const ownReport = path.join(folder, "reports", `${id}.json`);
  await writeFileAtomic(ownReport, JSON.stringify(report));
  const bytes = await treeBytes(folder);
  const version = await transaction(ctx.db, (tx) => writeVersion(tx, ctx, { ...finished, info, bytes }));
  if (!(await isWholeCorpus(folder))) await refuseDeleted(ctx, version.id, finished.name);
  if (version.id !== id) await rm(ownReport, { force: true });
  return version;
}

/** Somebody deleted the same documents between their files being there and being named (discard-files.ts). */
async function refuseDeleted(ctx: Context, id: string, name: string): Promise<never> {
  await transaction(ctx.db, (tx) =>
    tx.corpusVersion.updateMany({
      where: { id, deletedAt: null },
      data: { deletedAt: new Date(), deletedBy: ctx.actor },
    }),
  );
  throw new StudioError(
    "conflict",
    `The documents of "${name}" were deleted while they were imported.`,
    "Import them again.",
  );
}

interface Recording extends FinishedCorpus {
  readonly info: CorpusInfo;
  readonly bytes: number;
}

async function writeVersion(
  tx: DbTransaction,
  ctx: Context,
  { id, name, source, report, info, bytes }: Recording,
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
  const held = await tx.corpusVersion.findFirst({
    where: { corpusId: corpus.id, deletedAt: null },
    orderBy: { number: "desc" },
  });
  if (held?.fingerprint === info.fingerprint) {
    return tx.corpusVersion.update({ where: { id: held.id }, data: { archivedAt: null } });
  }
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

function missingValues({ missing, offRaters }: ImportReport): number {
  const off = new Set<RaterId>(offRaters);
  return RATER_IDS.reduce((sum, rater) => sum + (off.has(rater) ? 0 : missing[rater]), 0);
}
