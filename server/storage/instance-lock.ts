import { renameSync, writeFileSync } from "node:fs";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Who serves a data folder: written to `studio.lock` in it. */
export interface Instance {
  readonly pid: number;
  readonly url: string | null;
  readonly server: number | null;
  readonly worker: number | null;
}

const lockPath = (home: string): string => join(home, "studio.lock");

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

const read = (path: string): Promise<string | null> => readFile(path, "utf8").catch(() => null);

/** Moves a stale lock away; one that another process took in between is put back. */
async function removeStale(home: string, stale: string): Promise<void> {
  const aside = `${lockPath(home)}.stale.${String(process.pid)}`;
  await rename(lockPath(home), aside).catch(() => undefined);
  const moved = await read(aside);
  if (moved !== null && moved !== stale) await link(aside, lockPath(home)).catch(() => undefined);
  await rm(aside, { force: true });
}

/** A pid can be used again after a restart of the machine, so a started studio must also answer at its address. */
async function isServing(instance: Instance): Promise<boolean> {
  if (!isAlive(instance.pid)) return false;
  if (instance.url === null) return true;
  const answer = await fetch(`${instance.url}/healthz`, { signal: AbortSignal.timeout(3000) }).catch(
    () => null,
  );
  return answer?.ok === true;
}

/**
 * Takes the data folder for this process, or answers who has it. Only one of two that start at once gets it: the lock
 * is a hard link made whole or not at all.
 */
export async function takeInstance(home: string): Promise<Instance | null> {
  await mkdir(home, { recursive: true });
  const mine = `${lockPath(home)}.${String(process.pid)}`;
  await writeFile(
    mine,
    JSON.stringify({ pid: process.pid, url: null, server: null, worker: null } satisfies Instance),
  );
  try {
    for (;;) {
      const taken = await link(mine, lockPath(home)).then(
        () => true,
        () => false,
      );
      if (taken) return null;
      const text = await read(lockPath(home));
      if (text === null) continue;
      const other = JSON.parse(text) as Instance;
      if (await isServing(other)) return other;
      await removeStale(home, text);
    }
  } finally {
    await rm(mine, { force: true });
  }
}

/** Tells others where this instance serves; atomic, so that a reader never sees half of it. */
export function announceInstance(home: string, instance: Instance): void {
  const temporary = `${lockPath(home)}.${String(process.pid)}`;
  writeFileSync(temporary, JSON.stringify(instance));
  renameSync(temporary, lockPath(home));
}

export const releaseInstance = (home: string): Promise<void> => rm(lockPath(home), { force: true });
