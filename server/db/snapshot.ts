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

/** Runs `write` in one transaction that may take long, once: what it does outside the database need not be repeatable. */
export const longTransaction = <T>(db: Db, write: (tx: DbTransaction) => Promise<T>): Promise<T> =>
  db.$transaction(write, PATIENCE);
