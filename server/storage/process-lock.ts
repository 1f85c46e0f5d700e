import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { StudioError } from "@/core/errors";
import { processIdentity } from "@/server/storage/process-identity";

const LOOK_AGAIN_MS = 200;
/** A lock file is empty between its making and its writing, which takes less than that; one that stays empty is left by a crash. */
const MADE_MS = 1_000;
/** Locks that this process holds: to others its being alive says enough. */
const own = new Set<string>();

export interface LockRules {
  /** How long to wait for another to let go. */
  readonly patienceMs: number;
  /** What to tell when another keeps it longer. */
  readonly busy: () => StudioError;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

/**
 * Runs `work` as the only one of this machine: the lock file names the process that holds it and one life of that
 * process, so that a lock left by a crash does not hold.
 * @throws StudioError that of the rules, while another holds it; `AbortError` once the signal aborts while it waits
 */
export async function withProcessLock<T>(
  file: string,
  { patienceMs, busy, signal }: LockRules,
  work: () => Promise<T>,
): Promise<T> {
  const mine = `${String(process.pid)} ${(await processIdentity(process.pid)) ?? ""}`;
  await mkdir(path.dirname(file), { recursive: true });
  for (let waited = 0; !(await take(file, mine)); waited += LOOK_AGAIN_MS) {
    if (!(await isProcessLockHeld(file))) await clear(file, mine);
    else if (waited >= patienceMs) throw busy();
    else await delay(LOOK_AGAIN_MS, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    await release(file);
  }
}

/** Removed first: until then it is not for another part of this process to take. */
async function release(file: string): Promise<void> {
  try {
    await rm(file, { force: true });
  } finally {
    own.delete(file);
  }
}

/**
 * Removes a lock that does not hold, one process at a time: of two that saw it, the later would remove what the earlier has
 * taken since. It looks again, as the only one that may remove it.
 */
async function clear(file: string, mine: string): Promise<void> {
  const clearing = `${file}.clearing`;
  if (await take(clearing, mine)) {
    try {
      if (!(await isProcessLockHeld(file))) await rm(file, { force: true });
    } finally {
      await release(clearing);
    }
  } else if (await isProcessLockHeld(clearing)) await delay(LOOK_AGAIN_MS);
  // Left by a crash within the moment that clearing takes.
  else await rm(clearing, { force: true });
}

async function take(file: string, mine: string): Promise<boolean> {
  if (own.has(file)) return false;
  own.add(file);
  try {
    await writeFile(file, mine, { flag: "wx" });
    return true;
  } catch (error) {
    own.delete(file);
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Whether a process that is alive holds a lock. */
export async function isProcessLockHeld(file: string): Promise<boolean> {
  const [pid = "", ...identity] = (await writtenLock(file)).split(" ");
  if (Number(pid) === process.pid) return own.has(file);
  return identity.length > 0 && (await processIdentity(Number(pid))) === identity.join(" ");
}

async function writtenLock(file: string): Promise<string> {
  const read = (): Promise<string> => readFile(file, "utf8").catch(() => "");
  const text = await read();
  if (text !== "") return text;
  await delay(MADE_MS);
  return read();
}
