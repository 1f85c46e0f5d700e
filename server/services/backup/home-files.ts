import { opendir } from "node:fs/promises";
import path from "node:path";

/** What lies in the studio's folder and can be made again, is being made, or says only what runs right now. */
const LEFT_OUT: ReadonlySet<string> = new Set(["tmp", "cache", "uploads"]);
const LEFT_OUT_FILE = /^studio\.(db|lock)/;
const DRAFT = /\.(lock|tmp)$/;

/** Documents as tokens (see `TOKENS_FOLDER`), made again from the corpus. */
const TOKENS = /^corpora\/[^/]+\/tokens$/;

/**
 * Files of the studio's folder that a backup holds, relative to it: all but what can be made again, and the corpora only
 * if asked for. Links are not followed.
 */
export async function* homeFiles(home: string, withCorpora: boolean): AsyncGenerator<string> {
  for await (const entry of await opendir(home)) {
    if (LEFT_OUT.has(entry.name) || (entry.name === "corpora" && !withCorpora)) continue;
    if (entry.isDirectory()) yield* filesBelow(home, entry.name);
    else if (entry.isFile() && !LEFT_OUT_FILE.test(entry.name) && !DRAFT.test(entry.name)) yield entry.name;
  }
}

async function* filesBelow(home: string, folder: string): AsyncGenerator<string> {
  if (TOKENS.test(folder)) return;
  for await (const entry of await opendir(path.join(home, folder))) {
    const relative = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(home, relative);
    else if (entry.isFile() && !DRAFT.test(entry.name)) yield relative;
  }
}
