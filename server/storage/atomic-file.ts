import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";

/**
 * Writes a file that is either wholly there or not at all, also after a power cut:
 * beside its target → fsync → rename → fsync of the folder.
 */
export async function writeFileAtomic(target: string, data: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const draft = `${target}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(draft, "wx");
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await moveIntoPlace(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Renames a finished file or folder of the same file system and makes the new name durable. */
export async function moveIntoPlace(finished: string, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  await rename(finished, target);
  await syncPath(path.dirname(target));
}

/** fsync of a file's bytes or of a folder's names. */
export async function syncPath(file: string): Promise<void> {
  const handle = await open(file, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
