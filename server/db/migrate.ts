import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "@/core/errors";
import { databaseUrl, driverOf, isPostgresql } from "@/server/db/client";
import { retryBusy } from "@/server/db/retry";

type Driver = Awaited<ReturnType<ReturnType<typeof driverOf>["connect"]>>;
type DriverTransaction = Awaited<ReturnType<Driver["startTransaction"]>>;
type Connection = Pick<Driver, "executeRaw" | "queryRaw">;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

const MIGRATIONS = path.join(import.meta.dirname, "..", "..", "prisma", "migrations");

/** Columns and lock number are those of `prisma migrate deploy`, so that either tool can go on where the other ended. */
const SQLITE_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL,
  "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
  "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`;
const POSTGRESQL_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

/** Statements before and first inside the transaction: after them, nobody else can be migrating the same database. */
const LOCK = {
  sqlite: {
    before: ["PRAGMA journal_mode = WAL", SQLITE_TABLE],
    inside: [`UPDATE "_prisma_migrations" SET "logs" = "logs" WHERE 0`],
  },
  postgresql: { before: [], inside: ["SELECT pg_advisory_xact_lock(72707369)", POSTGRESQL_TABLE] },
};

async function migrationsIn(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{14}_[a-z0-9_]+$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/** Name of the newest migration of this code, the same for both databases: which columns its tables have. */
export const schemaName = async (): Promise<string> =>
  (await migrationsIn(path.join(MIGRATIONS, "sqlite"))).at(-1)?.name ?? "";

/** Every statement of a migration ends with `;` at the end of a line; the body of a trigger stands in one line. */
const statementsOf = (sql: string): string[] =>
  sql
    .split(/;\s*$/m)
    .map((statement) => statement.replace(/^\s*--.*$/gm, "").trim())
    .filter((statement) => statement !== "");

const execute = (connection: Connection, sql: string): Promise<number> =>
  connection.executeRaw({ sql, args: [], argTypes: [] });

async function appliedIn(connection: Connection): Promise<Map<string, string>> {
  const sql = `SELECT "migration_name", "checksum" FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`;
  const { rows } = await connection.queryRaw({ sql, args: [], argTypes: [] });
  return new Map(rows.map(([name, checksum]) => [String(name), String(checksum)]));
}

function checkHistory(known: readonly Migration[], applied: ReadonlyMap<string, string>): void {
  const checksums = new Map(known.map(({ name, checksum }) => [name, checksum]));
  for (const [name, checksum] of applied) {
    const expected = checksums.get(name);
    if (expected === undefined) {
      throw new StudioError(
        "conflict",
        `The database was made by a newer studio: it has the migration ${name}.`,
        "Update the studio, or set STUDIO_HOME to another folder.",
      );
    }
    if (expected !== checksum) {
      throw new StudioError(
        "corrupt",
        `The migration ${name} differs from the one the database was made with.`,
        "Restore the file from version control; a change of the schema needs a new migration.",
      );
    }
  }
}

async function apply(connection: Connection, { name, sql, checksum }: Migration): Promise<void> {
  for (const statement of statementsOf(sql)) await execute(connection, statement);
  await execute(
    connection,
    `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
     VALUES ('${randomUUID()}', '${checksum}', '${name}', CURRENT_TIMESTAMP, 1)`,
  );
}

/** Some drivers end the transaction themselves; the others only give the connection back (Prisma's "phantom query"). */
async function end(connection: DriverTransaction, statement: "COMMIT" | "ROLLBACK"): Promise<void> {
  if (!connection.options.usePhantomQuery) await execute(connection, statement);
  await (statement === "COMMIT" ? connection.commit() : connection.rollback());
}

async function applyPending(
  driver: Driver,
  known: readonly Migration[],
  lock: (typeof LOCK)["sqlite"],
): Promise<string[]> {
  for (const statement of lock.before) await execute(driver, statement);
  const connection = await driver.startTransaction();
  try {
    for (const statement of lock.inside) await execute(connection, statement);
    const applied = await appliedIn(connection);
    checkHistory(known, applied);
    const pending = known.filter(({ name }) => !applied.has(name));
    for (const migration of pending) await apply(connection, migration);
    await end(connection, "COMMIT");
    return pending.map(({ name }) => name);
  } catch (error) {
    await end(connection, "ROLLBACK").catch(() => undefined);
    throw error;
  }
}

/**
 * Brings a database to the schema of this code, all pending migrations or none; several processes may call it at once.
 * @returns names of the migrations it applied, [] when there was nothing to do.
 * @throws StudioError `conflict` for a database of a newer studio, `corrupt` for an edited migration.
 */
export async function migrate(url = databaseUrl()): Promise<string[]> {
  const kind = isPostgresql(url) ? "postgresql" : "sqlite";
  const known = await migrationsIn(path.join(MIGRATIONS, kind));
  const driver = await driverOf(url).connect();
  try {
    return await retryBusy(() => applyPending(driver, known, LOCK[kind]));
  } finally {
    await driver.dispose();
  }
}
