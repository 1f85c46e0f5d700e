import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, realpath, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { StudioError } from "@/core/errors";
import { schemaName } from "@/server/db/migrate";
import { snapshot } from "@/server/db/snapshot";
import {
  homeEntry,
  MANIFEST,
  OWNER_ONLY,
  OWNER_ONLY_FOLDER,
  tableEntry,
  type BackupEntry,
  type BackupManifest,
} from "@/server/services/backup/archive";
import { homeFiles } from "@/server/services/backup/home-files";
import { packInto, type Packing, type Source } from "@/server/services/backup/pack";
import { rowLines, TABLES } from "@/server/services/backup/table-rows";
import type { Context } from "@/server/services/context";
import type { JobProgress } from "@/server/services/job/job-summary";
import { moveIntoPlace } from "@/server/storage/atomic-file";
import { scratchPath } from "@/server/storage/home";

interface BackUp {
  readonly ctx: Context;
  readonly input: { readonly file: string; readonly withCorpora: boolean };
  readonly signal: AbortSignal;
  readonly report: (progress: JobProgress) => void;
}

export interface BackedUp {
  readonly file: string;
  readonly files: number;
  readonly bytes: number;
}

/**
 * Writes the database, as it is at one moment, and the files of the studio to one archive, while the studio may be
 * running. The database is read first: what it knows has its files, and files that came later harm nobody. The archive has
 * its name once it is whole.
 * @throws StudioError `cancelled`, or `invalid-input` for an archive that would lie in the folder it is made of
 */
export async function backUp({ ctx, input, signal, report }: BackUp): Promise<BackedUp> {
  const draft = `${input.file}.part`;
  const scratch = scratchPath(`backup-${randomUUID()}`, ctx.home);
  await mkdir(path.dirname(input.file), { recursive: true });
  await refuseOwnFolder(input.file, ctx.home);
  await mkdir(scratch, { recursive: true, mode: OWNER_ONLY_FOLDER });
  const packing = packInto(draft);
  try {
    await writeTables(ctx, scratch);
    const entries = await addAll({ packing, scratch, ctx, withCorpora: input.withCorpora, signal, report });
    const manifest: BackupManifest = {
      format: 1,
      createdAt: new Date().toISOString(),
      schema: await schemaName(),
      withCorpora: input.withCorpora,
      entries,
    };
    packing.addText(MANIFEST, JSON.stringify(manifest));
    await packing.end();
    await moveIntoPlace(draft, input.file);
    return { file: input.file, files: entries.length - TABLES.length, bytes: bytesOf(entries) };
  } catch (error) {
    await packing.abandon();
    await rm(draft, { force: true });
    throw error;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function refuseOwnFolder(file: string, home: string): Promise<void> {
  const [target, source] = await Promise.all([realpath(path.dirname(file)), realpath(home)]);
  if (target !== source && !target.startsWith(`${source}${path.sep}`)) return;
  throw new StudioError(
    "invalid-input",
    `${file} lies in the studio's own folder, ${home}: later backups would hold it.`,
    "Name a file elsewhere, best on another disk.",
  );
}

const tableFile = (scratch: string, name: string): string => path.join(scratch, `${name}.jsonl`);

const bytesOf = (entries: readonly BackupEntry[]): number =>
  entries.reduce((sum, { bytes }) => sum + bytes, 0);

const writeTables = (ctx: Context, scratch: string): Promise<void> =>
  snapshot(ctx.db, async (tx) => {
    for (const name of TABLES)
      await pipeline(
        Readable.from(rowLines(tx, name)),
        createWriteStream(tableFile(scratch, name), { mode: OWNER_ONLY }),
      );
  });

interface AddAll {
  readonly packing: Packing;
  readonly scratch: string;
  readonly ctx: Context;
  readonly withCorpora: boolean;
  readonly signal: AbortSignal;
  readonly report: (progress: JobProgress) => void;
}

async function addAll({
  packing,
  scratch,
  ctx,
  withCorpora,
  signal,
  report,
}: AddAll): Promise<BackupEntry[]> {
  const entries: BackupEntry[] = [];
  const add = async (files: readonly Source[]): Promise<void> => {
    if (signal.aborted) throw new StudioError("cancelled", "The backup was stopped.");
    entries.push(...(await packing.addWhole(files)));
    report({ done: entries.length, total: null, unit: "files", phase: "writing", rate: null });
  };
  for (const name of TABLES) await add([{ name: tableEntry(name), file: tableFile(scratch, name) }]);
  for await (const whole of homeFiles(ctx.home, withCorpora))
    await add(whole.map((file) => ({ name: homeEntry(file), file: path.join(ctx.home, file) })));
  return entries;
}
