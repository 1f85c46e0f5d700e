import { readdir, realpath } from "node:fs/promises";
import path from "node:path";

/**
 * Folders as DuckDB compares them: where they really lie, and where the folders directly in them that are links lead, so
 * that `corpora` may lie on another disk. A link deeper down leads nowhere.
 */
export async function withLinks(folders: readonly string[]): Promise<string[]> {
  const all = folders.map(async (folder) => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const links = entries
      .filter((entry) => entry.isSymbolicLink())
      .map(({ name }) => path.join(folder, name));
    return [folder, ...(await Promise.all([folder, ...links].map((one) => realpath(one).catch(() => one))))];
  });
  return [...new Set((await Promise.all(all)).flat())];
}
