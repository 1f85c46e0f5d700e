import { setTimeout as delay } from "node:timers/promises";

const TRIES = 8;
const BASE_MS = 25;

/** P1008 timed out waiting for a lock, P2028 transaction could not begin, P2034 write conflict; the rest is SQLite's own word. What PostgreSQL refuses at the very commit comes as the driver's word, without a code. */
const BUSY_CODES: ReadonlySet<unknown> = new Set(["P1008", "P2028", "P2034", "SQLITE_BUSY"]);

export function isBusy(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if ("code" in error && BUSY_CODES.has(error.code)) return true;
  return (
    /SQLITE_BUSY|database is locked|SocketTimeout|TransactionWriteConflict/.test(error.message) ||
    isBusy(error.cause)
  );
}

/** P1001 not reachable, P1002 no answer in time, P1017 connection closed, P2024 no connection in time; the rest is the network's own word. */
const GONE_CODES: ReadonlySet<unknown> = new Set(["P1001", "P1002", "P1017", "P2024"]);
const GONE_TEXT =
  /ECONNREFUSED|ECONNRESET|EPIPE|Connection terminated|terminating connection|DatabaseNotReachable|the database system is/;

/** Whether Prisma or a driver of its threw an error; Prisma puts its version on whatever comes through it. */
const isOfDatabase = (error: Error): boolean =>
  "clientVersion" in error || error.name === "DriverAdapterError";

const saysGone = (error: unknown): boolean =>
  error instanceof Error &&
  (("code" in error && GONE_CODES.has(error.code)) || GONE_TEXT.test(error.message) || saysGone(error.cause));

/** Whether the database was away, so that the same may succeed later; another service that is away is no such thing. */
export const isGone = (error: unknown): error is Error =>
  error instanceof Error && ((isOfDatabase(error) && saysGone(error)) || isGone(error.cause));

const FULL_TEXT = /SQLITE_FULL|database or disk is full|No space left|ENOSPC|53100/;

/** Whether there was no room left on a disk, the database's or the studio's. */
export const isFull = (error: unknown): error is Error =>
  error instanceof Error && (FULL_TEXT.test(error.message) || isFull(error.cause));

/** Whether a write met a row that is already there (unique constraint). */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "P2002";

/**
 * Runs short database work again while the database is busy, up to 8 times with full jitter (25 ms … 3.2 s).
 * `work` must be safe to repeat as a whole: a transaction, or a single statement.
 */
export async function retryBusy<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === TRIES || !isBusy(error)) throw error;
      await delay(Math.random() * BASE_MS * 2 ** attempt);
    }
  }
}
