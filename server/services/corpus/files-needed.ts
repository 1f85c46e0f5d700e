import type { DbTransaction } from "@/server/db/client";

/** Whether any corpus version that is not deleted, of whichever corpus, has its files under this fingerprint. */
export const areFilesNeeded = async (db: DbTransaction, fingerprint: string): Promise<boolean> =>
  (await db.corpusVersion.count({ where: { fingerprint, deletedAt: null } })) > 0;
