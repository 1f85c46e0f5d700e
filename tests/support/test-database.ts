import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { databasePath } from "@/server/storage/home";

/** Where databases may be made and dropped; `STUDIO_TEST_SERVER` names another server. */
export const TEST_SERVER = process.env["STUDIO_TEST_SERVER"] ?? "postgresql://postgres@127.0.0.1:5432";

/** Whether this run of the tests keeps its studios in PostgreSQL. */
export const ON_POSTGRESQL = process.env["STUDIO_TEST_DATABASE"] === "postgresql";

export interface TestDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

async function admin(sql: string): Promise<void> {
  const driver = await new PrismaPg(`${TEST_SERVER}/postgres`).connect();
  try {
    await driver.executeRaw({ sql, args: [], argTypes: [] });
  } finally {
    await driver.dispose();
  }
}

/** Whether a PostgreSQL server answers where the tests expect one; says so in the tests' output if not. */
export const postgresqlAnswers = (): Promise<boolean> =>
  admin("SELECT 1").then(
    () => true,
    () => {
      console.warn(`Skipped: no PostgreSQL answers at ${TEST_SERVER} (STUDIO_TEST_SERVER names another).`);
      return false;
    },
  );

/** An empty database of its own in PostgreSQL. */
export async function postgresqlDatabase(): Promise<TestDatabase> {
  const name = `studio_${randomUUID().replaceAll("-", "")}`;
  await admin(`CREATE DATABASE ${name}`);
  return { url: `${TEST_SERVER}/${name}`, drop: () => admin(`DROP DATABASE ${name} WITH (FORCE)`) };
}

/**
 * An empty database for the studio in `home`, of the kind that `STUDIO_TEST_DATABASE` names (SQLite if unset). This process
 * and those that it starts use it from now on.
 */
export async function testDatabase(home: string): Promise<TestDatabase> {
  if (!ON_POSTGRESQL) return { url: `file:${databasePath(home)}`, drop: () => Promise.resolve() };
  const made = await postgresqlDatabase();
  process.env["DATABASE_URL"] = made.url;
  return made;
}
