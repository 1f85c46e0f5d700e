import { readdir, stat } from "node:fs/promises";
import path from "node:path";

/** Sum of the sizes of all files below `root`, in bytes. */
export async function treeBytes(root: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(root, { withFileTypes: true })) {
    const child = path.join(root, entry.name);
    bytes += entry.isDirectory() ? await treeBytes(child) : (await stat(child)).size;
  }
  return bytes;
}
