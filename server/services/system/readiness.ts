import { stat, statfs } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Context } from "@/server/services/context";
import { workerSignPath } from "@/server/services/job/worker-sign";

/** Milliseconds a database may take for an answer. */
const DATABASE_MS = 2_000;
/** Milliseconds since the last sign of a worker that lives. */
const WORKER_MS = 60_000;
/** Less is not enough for a selection or a checkpoint. */
const DISK_BYTES = 500_000_000;

export interface Check {
  readonly ok: boolean;
  /** What is wrong, for whoever runs the studio. */
  readonly why: string | null;
}

export interface Readiness {
  readonly ready: boolean;
  readonly database: Check;
  readonly disk: Check;
  readonly worker: Check;
}

const OK: Check = { ok: true, why: null };
const not = (why: string): Check => ({ ok: false, why });

/** Whether work can be done: the database answers, the disk has room, a job worker lives. Never throws. */
export async function readiness({ ctx }: { ctx: Context }): Promise<Readiness> {
  const [database, disk, worker] = await Promise.all([
    databaseCheck(ctx),
    diskCheck(ctx.home),
    workerCheck(ctx.home),
  ]);
  return { ready: database.ok && disk.ok && worker.ok, database, disk, worker };
}

async function databaseCheck({ db }: Context): Promise<Check> {
  const answered = new AbortController();
  const late = delay(DATABASE_MS, not("the database does not answer"), { signal: answered.signal });
  late.catch(() => undefined);
  try {
    return await Promise.race([late, db.workspace.count().then(() => OK)]);
  } catch {
    return not("the database cannot be reached");
  } finally {
    answered.abort();
  }
}

async function diskCheck(home: string): Promise<Check> {
  const free = await freeBytes(home).catch(() => null);
  if (free === null) return not("the studio's folder cannot be read");
  return free >= DISK_BYTES ? OK : not(`${String(Math.floor(free / 1e6))} MB are free on the disk`);
}

/** Bytes that this user may still write where the studio's folder lies. */
export async function freeBytes(home: string): Promise<number> {
  const { bavail, bsize } = await statfs(home);
  return bavail * bsize;
}

async function workerCheck(home: string): Promise<Check> {
  const sign = await stat(workerSignPath(home)).catch(() => null);
  return sign !== null && Math.abs(Date.now() - sign.mtimeMs) < WORKER_MS ? OK : not("no job worker lives");
}
