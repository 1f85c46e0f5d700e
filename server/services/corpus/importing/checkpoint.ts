import { readdir, rm, truncate } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { StagingPaths } from "@/server/services/corpus/importing/staged-columns";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { readJsonFile } from "@/server/storage/read-json-file";

const count = z.number().int().nonnegative();

const checkpointSchema = z.strictObject({
  /** Of sources and options (import-key.ts): staged parts of anything else are worth nothing. */
  key: z.string(),
  /** Parts whose files are complete. */
  parts: count,
  /** Accepted rows. */
  rows: count,
  rejected: count,
  /** Length of the file of rejected rows. */
  rejectedBytes: count,
  /** Names of files without a row. */
  emptyFiles: z.array(z.string()),
  /** Where reading goes on. */
  position: z.strictObject({
    /** Among all files in their order. */
    file: count,
    /** Bytes of the file that are done, counted after unzipping. */
    offset: count,
    lines: count,
    /** Whether the file has had a row that is not blank. */
    hasRows: z.boolean(),
  }),
});

/** How far the reading of an import has come: everything up to a closed part. */
export type Checkpoint = z.output<typeof checkpointSchema>;
export type Position = Checkpoint["position"];

export const START: Position = { file: 0, offset: 0, lines: 0, hasRows: false };

export const writeCheckpoint = (paths: StagingPaths, checkpoint: Checkpoint): Promise<void> =>
  writeFileAtomic(paths.checkpoint, JSON.stringify(checkpoint));

/**
 * The checkpoint of an import that was cut off, with nothing left in its folder that is not of it; null, and the folder
 * empty but for its lock, when there is none or it is of other sources or options.
 */
export async function resumeFrom(paths: StagingPaths, key: string): Promise<Checkpoint | null> {
  const found = await readJsonFile(paths.checkpoint, checkpointSchema).catch(() => null);
  if (found?.key !== key) {
    await removeOthers(paths.folder, new Set([paths.lock]));
    return null;
  }
  const numbers = Array.from({ length: found.parts }, (_, part) => part);
  const texts = numbers.map(paths.text);
  const kept = new Set([
    paths.lock,
    paths.checkpoint,
    paths.rejected,
    ...numbers.flatMap((part) => [paths.rows(part), paths.validation(part)]),
  ]);
  await removeOthers(paths.folder, new Set([...kept, paths.corpus]));
  await removeOthers(paths.corpus, new Set(texts.map(path.dirname)));
  await removeOthers(path.dirname(paths.text(0)), new Set(texts));
  await truncate(paths.rejected, found.rejectedBytes);
  return found;
}

async function removeOthers(folder: string, kept: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    if (!kept.has(file)) await rm(file, { recursive: true, force: true });
  }
}
