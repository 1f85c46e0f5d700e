import type { DbTransaction } from "@/server/db/client";

/** Lets one act at a time change who has which documents of a session; first thing in its transaction. */
export const holdSession = async (tx: DbTransaction, sessionId: string): Promise<void> => {
  await tx.reviewSession.update({ where: { id: sessionId }, data: { version: { increment: 1 } } });
};
