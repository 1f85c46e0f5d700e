import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ROOT } from "./step";

async function filesUnder(path: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, path), { withFileTypes: true, recursive: true }).catch(() => null);
  if (entries === null) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
}

/** sha256 over the paths and contents of files and folders, given relative to the project. */
export async function hashOf(paths: readonly string[]): Promise<string> {
  const files = (await Promise.all(paths.map(filesUnder))).flat().sort();
  const hash = createHash("sha256");
  for (const file of files) {
    const content = await readFile(join(ROOT, file)).catch(() => null);
    if (content !== null) hash.update(`${file}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest("hex");
}

/** Does `work` only if its inputs differ from those of the last time it ended well; the stamp file remembers. */
export async function whenChanged(
  stamp: string,
  inputs: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const path = join(ROOT, stamp);
  const wanted = await hashOf(inputs);
  const found = await readFile(path, "utf8").catch(() => null);
  if (found === wanted) return;
  await work();
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, wanted);
}
