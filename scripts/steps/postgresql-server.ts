import { PrismaPg } from "@prisma/adapter-pg";

/** Where tests may make and drop databases; `STUDIO_TEST_SERVER` names another server. */
export const TEST_SERVER = process.env["STUDIO_TEST_SERVER"] ?? "postgresql://postgres@127.0.0.1:5432";

/** Runs a statement that belongs to no database of a studio. */
export async function askServer(sql: string): Promise<void> {
  const driver = await new PrismaPg(`${TEST_SERVER}/postgres`).connect();
  try {
    await driver.executeRaw({ sql, args: [], argTypes: [] });
  } finally {
    await driver.dispose();
  }
}

/** Whether a PostgreSQL server answers where the tests expect one; says so if not. */
export const postgresqlAnswers = (): Promise<boolean> =>
  askServer("SELECT 1").then(
    () => true,
    () => {
      console.warn(`Skipped: no PostgreSQL answers at ${TEST_SERVER} (STUDIO_TEST_SERVER names another).`);
      return false;
    },
  );
