import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { StudioError } from "@/core/errors";
import { schemaName } from "@/server/db/migrate";
import { longTransaction } from "@/server/db/snapshot";
import { homeFileOf, tableEntry, type BackupManifest } from "@/server/services/backup/archive";
import { readArchive, verifyArchive } from "@/server/services/backup/read-archive";
import { emptyTables, filledTables, TABLES, writeRows } from "@/server/services/backup/table-rows";
import type { Context } from "@/server/services/context";
import { moveIntoPlace, syncPath } from "@/server/storage/atomic-file";
import { scratchPath } from "@/server/storage/home";
import { textLines } from "@/server/storage/text-lines";

interface Restore {
  readonly ctx: Context;
  readonly input: {
    readonly file: string;
    /** Whether what the studio holds may be replaced. */
    readonly force: boolean;
  };
}

export interface Restored {
  readonly createdAt: string;
  readonly files: number;
  readonly withCorpora: boolean;
}

/**
 * Fills this studio from a backup of either database. Everything is verified before anything is touched; the files are
 * moved into place just before the database's one transaction ends, so that a row never lacks its file.
 * @throws StudioError `not-found`, `corrupt` for a backup that is not whole, `conflict` for one of another schema, while
 * the studio runs, or over a studio that is not empty without `force`
 */
export async function restore({ ctx, input: { file, force } }: Restore): Promise<Restored> {
  await refuseWhileServed(ctx.home);
  const manifest = await verifyArchive(file);
  await refuseOtherSchema(manifest);
  if (!force) await refuseFilled(ctx);
  const staging = scratchPath(`restore-${randomUUID()}`, ctx.home);
  try {
    await unpack(file, staging);
    await longTransaction(ctx.db, async (tx) => {
      await emptyTables(tx);
      for (const name of TABLES) await writeRows(tx, name, linesOf(path.join(staging, tableEntry(name))));
      await placeFiles(path.join(staging, "home"), ctx.home);
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  const files = manifest.entries.filter(({ name }) => homeFileOf(name) !== null).length;
  return { createdAt: manifest.createdAt, files, withCorpora: manifest.withCorpora };
}

async function refuseWhileServed(home: string): Promise<void> {
  const text = await readFile(path.join(home, "studio.lock"), "utf8").catch(() => null);
  if (text === null) return;
  const { pid } = JSON.parse(text) as { pid: number };
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return;
  }
  throw new StudioError(
    "conflict",
    `A studio is running on ${home} (process ${String(pid)}).`,
    "Stop it, then restore.",
  );
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
const unpack = (file: string, staging: string): Promise<string> =>
  readArchive(file, async (name, bytes) => {
    const target = path.join(staging, name);
    await mkdir(path.dirname(target), { recursive: true });
    await pipeline(bytes, createWriteStream(target, { flags: "wx", flush: true }));
  });

const linesOf = (file: string): AsyncIterable<string> => textLines(createReadStream(file));

/** Moves files and the folders of one run, selection or corpus each; what lies there of the same name is replaced. */
async function placeFiles(staged: string, home: string): Promise<void> {
  if (!existsSync(staged)) return;
  for (const entry of await readdir(staged, { withFileTypes: true })) {
    const [from, to] = [path.join(staged, entry.name), path.join(home, entry.name)];
    if (entry.isFile()) await rename(from, to);
    else
      for (const unit of await readdir(from))
        await replace(path.join(from, unit), path.join(to, unit), staged);
  }
  await syncPath(home);
}

async function replace(from: string, to: string, staged: string): Promise<void> {
  if (existsSync(to)) await rename(to, path.join(path.dirname(staged), `replaced-${randomUUID()}`));
  await moveIntoPlace(from, to);
}
