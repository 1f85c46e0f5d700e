import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { DbTransaction } from "@/server/db/client";
import { schemaName } from "@/server/db/migrate";
import { holdRestores, longTransaction } from "@/server/db/snapshot";
import { OWNER_ONLY_FOLDER } from "@/server/services/backup/archive";
import { rowLines, TABLES } from "@/server/services/backup/table-rows";
import type { Context } from "@/server/services/context";
import { moveIntoPlace, syncPath, writeFileAtomic } from "@/server/storage/atomic-file";
import { scratchPath } from "@/server/storage/home";
import { releaseInstance, takeInstance } from "@/server/storage/instance-lock";
import { readJsonFile } from "@/server/storage/read-json-file";

/**
 * What a restore is about to do, kept until it is done. Nothing of the files is touched before the rows are replaced for good:
 * until then the studio is the old one, from then on whoever comes next moves what is left.
 */
const pendingSchema = z.strictObject({
  /** Of the studio that restores. */
  schema: z.string(),
  /** Name of the folder below tmp/ with the unpacked files. */
  staging: z.string().regex(/^restore-[0-9a-f-]{36}$/),
  /** Digest of the rows that are to be replaced. */
  before: z.string(),
  /** Whether the rows are known to be replaced. */
  replaced: z.boolean(),
});
type Pending = z.infer<typeof pendingSchema>;

const pendingPath = (home: string): string => scratchPath("restore.json", home);

const keep = (home: string, pending: Pending): Promise<void> =>
  writeFileAtomic(pendingPath(home), JSON.stringify(pending));

/** Before anything is changed, within the transaction that will change the rows. */
export async function announceRestore(tx: DbTransaction, home: string, staging: string): Promise<Pending> {
  await holdRestores(tx);
  const pending = {
    schema: await schemaName(),
    staging: path.basename(staging),
    before: await digestOf(tx),
    replaced: false,
  };
  await keep(home, pending);
  return pending;
}

/** Once the rows are replaced: moves the files into place. */
export async function finishRestore(home: string, pending: Pending): Promise<void> {
  await keep(home, { ...pending, replaced: true });
  const staging = scratchPath(pending.staging, home);
  await placeFiles(path.join(staging, "home"), home);
  await forget(home, staging);
}

async function forget(home: string, staging: string): Promise<void> {
  await rm(pendingPath(home), { force: true });
  await rm(staging, { recursive: true, force: true });
}

/** Whether a restore of this studio goes on or was cut off. */
export const isRestorePending = (home: string): boolean => existsSync(pendingPath(home));

/**
 * Brings a studio whose restore was cut off to what it was before, or to what it was to become. To be called by the only one who
 * works on the studio's folder.
 * @throws StudioError `conflict` where another version of the studio had begun it
 */
export async function settleRestore({ db, home }: Pick<Context, "db" | "home">): Promise<void> {
  if (!isRestorePending(home)) return;
  const pending = await readJsonFile(pendingPath(home), pendingSchema);
  if (pending.schema !== (await schemaName()))
    throw new StudioError(
      "conflict",
      "A restore by another version of the studio was cut off.",
      "Start that version once, or let it restore again.",
    );
  const isNew =
    pending.replaced ||
    (await longTransaction(db, async (tx) => {
      await holdRestores(tx);
      return (await digestOf(tx)) !== pending.before;
    }));
  if (isNew) await finishRestore(home, pending);
  else await forget(home, scratchPath(pending.staging, home));
}

/** The same for whoever may not be the only one: who else is there settles it, or is the restore. */
export async function settleCutRestore(ctx: Pick<Context, "db" | "home">): Promise<void> {
  if (!isRestorePending(ctx.home) || (await takeInstance(ctx.home)) !== null) return;
  try {
    await settleRestore(ctx);
  } finally {
    await releaseInstance(ctx.home);
  }
}

/** Of everything that a backup may hold of the rows. */
async function digestOf(tx: DbTransaction): Promise<string> {
  const hash = createHash("sha256");
  for (const name of TABLES) {
    hash.update(`${name}\n`);
    for await (const lines of rowLines(tx, name)) hash.update(lines);
  }
  return hash.digest("hex");
}

/** Moves files and the folders of one run, selection or corpus each; what lies there of the same name is replaced. Done again, it does what is left. */
async function placeFiles(staged: string, home: string): Promise<void> {
  if (!existsSync(staged)) return;
  for (const entry of await readdir(staged, { withFileTypes: true })) {
    const [from, to] = [path.join(staged, entry.name), path.join(home, entry.name)];
    if (entry.isFile()) {
      await rename(from, to);
      continue;
    }
    await mkdir(to, { recursive: true, mode: OWNER_ONLY_FOLDER });
    for (const unit of await readdir(from)) await replace(path.join(from, unit), path.join(to, unit), staged);
  }
  await syncPath(home);
}

async function replace(from: string, to: string, staged: string): Promise<void> {
  if (existsSync(to)) await rename(to, path.join(path.dirname(staged), `replaced-${randomUUID()}`));
  await moveIntoPlace(from, to);
}
