import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

interface Kept {
  readonly file: string;
  readonly bytes: number;
  readonly usedMs: number;
}

/** Deletes the files below `root` that were used longest ago until the rest is no more than `maxBytes`. */
export async function boundFolder(root: string, maxBytes: number): Promise<void> {
  const files = (await filesBelow(root)).sort((a, b) => b.usedMs - a.usedMs);
  let bytes = 0;
  for (const kept of files) {
    bytes += kept.bytes;
    if (bytes > maxBytes) await rm(kept.file, { force: true });
  }
}

/** Other processes may write and delete beside this one. */
async function filesBelow(folder: string): Promise<Kept[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry): Promise<Kept[]> => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(file);
      const facts = await stat(file).catch(() => null);
      return facts === null ? [] : [{ file, bytes: facts.size, usedMs: facts.mtimeMs }];
    }),
  );
  return found.flat();
}
