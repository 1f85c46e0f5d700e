import { databaseUrl, isPostgresql, type Db, type DbTransaction } from "@/server/db/client";
import { retryBusy } from "@/server/db/retry";

/** A large database takes minutes to be read or filled. */
const PATIENCE = { maxWait: 10_000, timeout: 3_600_000 };

/** Runs `read` on one state of the whole database, whatever is written meanwhile. It may run again, from its beginning. */
export const snapshot = <T>(db: Db, read: (tx: DbTransaction) => Promise<T>): Promise<T> =>
  retryBusy(() =>
    db.$transaction(read, {
      ...PATIENCE,
      isolationLevel: (isPostgresql(databaseUrl()) ? "RepeatableRead" : "Serializable") as "Serializable",
    }),
  );

/** Any number that nothing else of the studio locks. */
const RESTORE_LOCK = 7_302_691;

/**
 * Waits, in a transaction, for that of a restore which has lost its process and is yet to end: PostgreSQL may still be ending it.
 * SQLite ends it with the process.
 */
export async function holdRestores(tx: DbTransaction): Promise<void> {
  if (isPostgresql(databaseUrl())) await tx.$executeRaw`SELECT pg_advisory_xact_lock(${RESTORE_LOCK})`;
}

/** Runs `write` in one transaction that may take long, once: what it does outside the database need not be repeatable. */
export const longTransaction = <T>(db: Db, write: (tx: DbTransaction) => Promise<T>): Promise<T> =>
  db.$transaction(write, PATIENCE);
