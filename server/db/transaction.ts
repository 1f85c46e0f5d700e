import type { Db, DbTransaction } from "@/server/db/client";
import { retryBusy } from "@/server/db/retry";

/**
 * Runs `work` in one transaction and again while the database is busy. Write first, read later: an SQLite transaction that
 * reads first can lose the lock when it wants to write.
 */
export const transaction = <T>(db: Db, work: (tx: DbTransaction) => Promise<T>): Promise<T> =>
  retryBusy(() =>
    db.$transaction(work, { isolationLevel: "Serializable", maxWait: 10_000, timeout: 20_000 }),
  );
