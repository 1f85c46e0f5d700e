import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { StudioError } from "@/core/errors";
import { schemaName } from "@/server/db/migrate";
import { longTransaction } from "@/server/db/snapshot";
import {
  homeFileOf,
  OWNER_ONLY,
  OWNER_ONLY_FOLDER,
  tableEntry,
  type BackupManifest,
} from "@/server/services/backup/archive";
import {
  announceRestore,
  finishRestore,
  isRestorePending,
  settleRestore,
} from "@/server/services/backup/pending-restore";
import { readArchive, verifyArchive } from "@/server/services/backup/read-archive";
import { emptyTables, filledTables, TABLES, writeRows } from "@/server/services/backup/table-rows";
import type { Context } from "@/server/services/context";
import { scratchPath } from "@/server/storage/home";
import { releaseInstance, takeInstance } from "@/server/storage/instance-lock";
import { textLines } from "@/server/storage/text-lines";

interface Restore {
  readonly ctx: Context;
  readonly input: {
    readonly file: string;
    /** Whether what the studio holds may be replaced. */
    readonly force: boolean;
  };
  readonly signal: AbortSignal;
}

export interface Restored {
  readonly createdAt: string;
  readonly files: number;
  readonly withCorpora: boolean;
}

/**
 * Fills this studio from a backup of either database, as the only one who does and while no studio runs. Everything is
 * verified before anything is touched; the files are moved into place once the database's one transaction has ended, by the next
 * start where this one was cut off (see `settleRestore`). Links that invite somebody are taken back: whoever made or used one since is unknown here.
 * @throws StudioError `not-found`, `corrupt` for a backup that is not whole, `conflict` for one of another schema, while
 * the studio runs, or over a studio that is not empty without `force`; `cancelled`
 */
export async function restore(work: Restore): Promise<Restored> {
  const { home } = work.ctx;
  const other = await takeInstance(home);
  if (other !== null)
    throw new StudioError(
      "conflict",
      `A studio is running on ${home} (process ${String(other.pid)}).`,
      "Stop it, then restore.",
    );
  try {
    await settleRestore(work.ctx);
    return await fillFrom(work);
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError")
      throw new StudioError("cancelled", "The restore was stopped; nothing was changed.");
    throw error;
  } finally {
    await releaseInstance(home);
  }
}

async function fillFrom({ ctx, input: { file, force }, signal }: Restore): Promise<Restored> {
  const manifest = await verifyArchive(file, signal);
  await refuseOtherSchema(manifest);
  if (!force) await refuseFilled(ctx);
  const staging = scratchPath(`restore-${randomUUID()}`, ctx.home);
  let isDone = false;
  try {
    await unpack(file, staging, signal);
    const pending = await longTransaction(ctx.db, async (tx) => {
      const announced = await announceRestore(tx, ctx.home, staging);
      await emptyTables(tx);
      for (const name of TABLES)
        await writeRows(tx, name, linesOf(path.join(staging, tableEntry(name)), signal));
      await tx.invitation.updateMany({
        where: { usedAt: null, archivedAt: null },
        data: { archivedAt: new Date() },
      });
      return announced;
    });
    isDone = true;
    await finishRestore(ctx.home, pending);
  } catch (error) {
    // Whether the rows were replaced is not known where the database went away meanwhile.
    if (!isDone) await settleRestore(ctx).catch(() => undefined);
    throw error;
  } finally {
    if (!isRestorePending(ctx.home)) await rm(staging, { recursive: true, force: true });
  }
  const files = manifest.entries.filter(({ name }) => homeFileOf(name) !== null).length;
  return { createdAt: manifest.createdAt, files, withCorpora: manifest.withCorpora };
}

async function refuseOtherSchema({ schema }: BackupManifest): Promise<void> {
  const own = await schemaName();
  if (schema === own) return;
  throw new StudioError(
    "conflict",
    `The backup was made by ${schema > own ? "a newer" : "an older"} studio: its database ends with ${schema}, this one's with ${own}.`,
    "Restore it with the studio that made it; a newer studio then brings the database up to date when it starts.",
  );
}

async function refuseFilled({ db, home }: Context): Promise<void> {
  const [filled] = await filledTables(db);
  if (filled === undefined) return;
  throw new StudioError(
    "conflict",
    `The studio in ${home} is not empty: its database has rows in ${filled}.`,
    "Set STUDIO_HOME (and DATABASE_URL) to an empty studio, or add --force to replace what is there.",
  );
}

/** Writes every entry below `staging`; their names were checked with the manifest. */
const unpack = (file: string, staging: string, signal: AbortSignal): Promise<string> =>
  readArchive(file, signal, async (name, bytes) => {
    const target = path.join(staging, name);
    await mkdir(path.dirname(target), { recursive: true, mode: OWNER_ONLY_FOLDER });
    await pipeline(bytes, createWriteStream(target, { flags: "wx", flush: true, mode: OWNER_ONLY }));
  });

const linesOf = (file: string, signal: AbortSignal): AsyncIterable<string> =>
  textLines(createReadStream(file, { signal }));
