import { readdir, stat } from "node:fs/promises";
import path from "node:path";

export interface TreeFacts {
  readonly bytes: number;
  /** Newest change of a name or of a file below, ms since 1970. */
  readonly changedMs: number;
}

/** Size and age of a file, or of a folder with all that lies below; null where there is nothing (any more). */
export async function treeFacts(root: string): Promise<TreeFacts | null> {
  const own = await stat(root).catch(() => null);
  if (own === null) return null;
  if (!own.isDirectory()) return { bytes: own.size, changedMs: own.mtimeMs };
  let bytes = 0;
  let changedMs = own.mtimeMs;
  for (const name of await readdir(root).catch(() => [])) {
    const below = await treeFacts(path.join(root, name));
    if (below === null) continue;
    bytes += below.bytes;
    changedMs = Math.max(changedMs, below.changedMs);
  }
  return { bytes, changedMs };
}
