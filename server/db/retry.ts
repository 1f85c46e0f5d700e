import { setTimeout as delay } from "node:timers/promises";

const TRIES = 8;
const BASE_MS = 25;

/** P1008 timed out waiting for a lock, P2028 transaction could not begin, P2034 write conflict; the rest is SQLite's own word. */
const BUSY_CODES: ReadonlySet<unknown> = new Set(["P1008", "P2028", "P2034", "SQLITE_BUSY"]);

export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && BUSY_CODES.has(error.code)) return true;
  return /SQLITE_BUSY|database is locked|SocketTimeout/.test(error.message) || isBusy(error.cause);
}

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
