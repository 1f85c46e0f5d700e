import { randomUUID } from "node:crypto";
import { askServer, TEST_SERVER } from "@/scripts/steps/postgresql-server";
import { databasePath } from "@/server/storage/home";

/** Whether this run of the tests keeps its studios in PostgreSQL. */
export const ON_POSTGRESQL = process.env["STUDIO_TEST_DATABASE"] === "postgresql";

export interface TestDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** An empty database of its own in PostgreSQL. */
export async function postgresqlDatabase(): Promise<TestDatabase> {
  const name = `studio_${randomUUID().replaceAll("-", "")}`;
  await askServer(`CREATE DATABASE ${name}`);
  return { url: `${TEST_SERVER}/${name}`, drop: () => askServer(`DROP DATABASE ${name} WITH (FORCE)`) };
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
