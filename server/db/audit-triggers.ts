import { databaseUrl, isPostgresql, type DbTransaction } from "@/server/db/client";

/**
 * Runs `work`, which may also delete from the audit, within a transaction: the triggers that refuse it are put aside and are
 * back before anybody else sees the table. When `work` fails, the transaction brings them back.
 */
export async function withAuditOpen(tx: DbTransaction, work: () => Promise<void>): Promise<void> {
  if (isPostgresql(databaseUrl())) {
    await tx.$executeRawUnsafe('ALTER TABLE "AuditEvent" DISABLE TRIGGER USER');
    await work();
    await tx.$executeRawUnsafe('ALTER TABLE "AuditEvent" ENABLE TRIGGER USER');
    return;
  }
  // SQLite can only drop a trigger; its text makes it again.
  const triggers = await tx.$queryRawUnsafe<{ readonly name: string; readonly sql: string }[]>(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'AuditEvent'",
  );
  for (const { name } of triggers) await tx.$executeRawUnsafe(`DROP TRIGGER "${name}"`);
  await work();
  for (const { sql } of triggers) await tx.$executeRawUnsafe(sql);
}
