import { readdir } from "node:fs/promises";
import type { Dirent } from "node:fs";
import path from "node:path";
import { nullIfGone } from "@/server/services/backup/gone";

/** What lies in the studio's folder and can be made again, is being made, or says only what runs right now. */
const LEFT_OUT: ReadonlySet<string> = new Set(["tmp", "cache", "uploads"]);
const LEFT_OUT_FILE = /^studio\.(db|lock)/;
/** Files and folders that take their name once they are whole. A checkpoint's own files may begin with a dot. */
const DRAFT = /\.(lock|tmp)$/;

/** Documents as tokens (see `TOKENS_FOLDER`), made again from the corpus. */
const TOKENS = /^corpora\/[^/]+\/tokens$/;

/** A training removes its older checkpoints while it goes on. */
const CHECKPOINTS = /(^|\/)checkpoints$/;

/** Paths below the studio's folder that are worth something together only. */
type Whole = readonly string[];

/**
 * Files of the studio's folder that a backup holds, relative to it: all but what can be made again, and the corpora only
 * if asked for. Each comes alone but those of a checkpoint, which come together, the newest checkpoint first. Links are not
 * followed; what is gone by the time it is looked at is skipped.
 */
export async function* homeFiles(home: string, withCorpora: boolean): AsyncGenerator<Whole> {
  for (const entry of await entriesOf(home)) {
    if (LEFT_OUT.has(entry.name) || (entry.name === "corpora" && !withCorpora)) continue;
    if (entry.isDirectory()) yield* filesBelow(home, entry.name);
    else if (entry.isFile() && !LEFT_OUT_FILE.test(entry.name)) yield [entry.name];
  }
}

async function* filesBelow(home: string, folder: string): AsyncGenerator<Whole> {
  if (TOKENS.test(folder)) return;
  const isCheckpoints = CHECKPOINTS.test(folder);
  for (const entry of await entriesOf(path.join(home, folder))) {
    const relative = path.join(folder, entry.name);
    if (entry.isFile()) yield [relative];
    else if (!entry.isDirectory()) continue;
    else if (isCheckpoints) yield await together(filesBelow(home, relative));
    else yield* filesBelow(home, relative);
  }
}

async function together(files: AsyncIterable<Whole>): Promise<Whole> {
  const all: string[] = [];
  for await (const whole of files) all.push(...whole);
  return all;
}

/** What is finished in a folder, last names first; nothing of a folder that is gone. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(nullIfGone)) ?? [];
  return entries
    .filter(({ name }) => !DRAFT.test(name))
    .sort((one, other) => (one.name < other.name ? 1 : -1));
}
