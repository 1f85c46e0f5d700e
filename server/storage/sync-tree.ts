import { readdir } from "node:fs/promises";
import path from "node:path";
import { syncPath } from "@/server/storage/atomic-file";

/** fsync of every file and folder below `root`, leaves first, `root` last; to be called before `root` is renamed. */
export async function syncTree(root: string): Promise<void> {
  for (const entry of await readdir(root, { withFileTypes: true })) {
    const child = path.join(root, entry.name);
    if (entry.isDirectory()) await syncTree(child);
    else await syncPath(child);
  }
  await syncPath(root);
}
