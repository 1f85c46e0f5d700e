import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresqlAnswers } from "@/scripts/steps/postgresql-server";
import { database, driverOf } from "@/server/db/client";
import { migrate } from "@/server/db/migrate";
import { postgresqlDatabase, type TestDatabase } from "@/tests/support/test-database";

const ROOT = path.join(import.meta.dirname, "..", "..");
const INITIAL = "20261124000000_initial";

/** Names of all migrations, oldest first. */
const migrationsOf = (kind: "sqlite" | "postgresql"): string[] =>
  readdirSync(path.join(ROOT, "prisma", "migrations", kind))
    .filter((name) => /^\d{14}_/.test(name))
    .sort();

/** Names of the migrations a fresh process applied. */
function migrateInProcess(url: string): Promise<string[]> {
  const code = `const { migrate } = await import("@/server/db/migrate"); console.log(JSON.stringify(await migrate(process.env.URL)));`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    cwd: ROOT,
    env: { ...process.env, URL: url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (data: Buffer) => (output += data.toString()));
    child.on("close", (exit) =>
      exit === 0
        ? resolve(JSON.parse(output) as string[])
        : reject(new Error(`migrate ended with ${String(exit)}`)),
    );
  });
}

async function run(url: string, sql: string): Promise<unknown[][]> {
  const driver = await driverOf(url).connect();
  try {
    return (await driver.queryRaw({ sql, args: [], argTypes: [] })).rows;
  } finally {
    await driver.dispose();
  }
}

/** One of every record, so that each table and relation has been written. */
async function writeOneOfEach(url: string): Promise<void> {
  const db = database(url);
  const owned = { workspaceId: "local", createdBy: "local" };
  const sizes = {
    documents: 3n,
    tokens: 2n ** 52n,
    rejected: 0n,
    missing: 0n,
    validationDocuments: 0n,
    validationTokens: 0n,
    bytes: 9n,
  };
  await db.workspace.create({ data: { id: "local", name: "Local" } });
  await db.corpus.create({ data: { id: "c", ...owned, name: "corpus" } });
  await db.corpusVersion.create({
    data: { id: "v", ...owned, corpusId: "c", number: 1, fingerprint: "f", source: "/s", ...sizes },
  });
  await db.dataCard.create({
    data: { id: "card", ...owned, updatedBy: "local", corpusId: "c", body: { title: "t" } },
  });
  await db.recipe.create({ data: { id: "r", ...owned, name: "recipe" } });
  await db.recipeVersion.create({
    data: {
      id: "rv",
      ...owned,
      recipeId: "r",
      number: 1,
      recipeHash: "h",
      body: { weights: { fluency: 0.25 } },
    },
  });
  await db.selection.create({
    data: {
      id: "s",
      ...owned,
      selectionKey: "k",
      fingerprint: "f",
      corpusVersionId: "v",
      recipeVersionId: "rv",
      recipeHash: "h",
      body: {},
      documents: 1n,
      tokens: 2n,
    },
  });
  await db.run.create({
    data: {
      id: "run",
      ...owned,
      name: "run",
      selectionId: "s",
      backend: "local",
      model: "tiny",
      config: {},
      totalSteps: 10,
    },
  });
  await db.attempt.create({ data: { id: "a", ...owned, runId: "run", number: 1, state: "running" } });
  await db.job.create({
    data: { id: "j", ...owned, kind: "import-corpus", key: "import:1", payload: [1, null, "x"] },
  });
  const version = await db.corpusVersion.findUniqueOrThrow({
    where: { id: "v" },
    include: { selections: { include: { runs: { include: { attempts: true } } } } },
  });
  expect(version.tokens).toBe(2n ** 52n);
  expect(version.selections[0]?.runs[0]?.attempts[0]?.number).toBe(1);
  expect((await db.job.findUniqueOrThrow({ where: { key: "import:1" } })).payload).toEqual([1, null, "x"]);
  await db.$disconnect();
}

/** The adapter of SQLite tells a trigger's refusal by the class of the error, without its words. */
const REFUSED = { sqlite: "ForeignKeyConstraintViolation", postgresql: "the audit only grows" };

/** Both databases refuse by themselves what no code of the studio asks for. */
async function expectAuditOnlyGrows(url: string, refused: string): Promise<void> {
  const event = `'e', 'local', 'local', 'signed in', 'a@example.org', '{}'`;
  const columns = `"id", "workspaceId", "createdBy", "action", "subject", "detail"`;
  await run(url, `INSERT INTO "AuditEvent" (${columns}) VALUES (${event})`);
  for (const change of [
    `UPDATE "AuditEvent" SET "createdBy" = 'somebody else'`,
    `DELETE FROM "AuditEvent"`,
    `DELETE FROM "AuditEvent" WHERE "id" = 'e'`,
  ]) {
    await expect(run(url, change)).rejects.toThrow(refused);
  }
  expect(await run(url, `SELECT "createdBy" FROM "AuditEvent"`)).toEqual([["local"]]);
}

describe("migrating SQLite", () => {
  let folder = "";
  const url = () => `file:${path.join(folder, randomUUID(), "studio.db")}`;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "migrate-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("makes the folder and the tables once", async () => {
    const fresh = url();
    expect(await migrate(fresh)).toEqual(migrationsOf("sqlite"));
    expect(await migrate(fresh)).toEqual([]);
    expect(await run(fresh, "PRAGMA journal_mode")).toEqual([["wal"]]);
    await writeOneOfEach(fresh);
  });

  it("makes an audit that nobody can change or shorten", async () => {
    const fresh = url();
    await migrate(fresh);
    await expectAuditOnlyGrows(fresh, REFUSED.sqlite);
  });

  it("lets four processes start at once, and one of them does it", async () => {
    const fresh = url();
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrateInProcess(fresh)));
    expect(applied.flat()).toEqual(migrationsOf("sqlite"));
  });

  it("refuses a database of a newer studio and says what to do", async () => {
    const fresh = url();
    await migrate(fresh);
    await run(fresh, `UPDATE "_prisma_migrations" SET "migration_name" = '20990101000000_later'`);
    await expect(migrate(fresh)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("20990101000000_later"),
    });
  });

  it("refuses a migration that was edited after it had been applied", async () => {
    const fresh = url();
    await migrate(fresh);
    await run(fresh, `UPDATE "_prisma_migrations" SET "checksum" = 'other'`);
    await expect(migrate(fresh)).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringContaining(INITIAL),
    });
  });

  it("has a migration for every change of the schema", async () => {
    const read = (file: string) => readFile(path.join(ROOT, "prisma", file), "utf8");
    expect(await read("migrations/applied.prisma")).toBe(await read("schema.prisma"));
  });
});

describe.skipIf(!(await postgresqlAnswers()))("migrating PostgreSQL", () => {
  let made: TestDatabase;
  beforeAll(async () => {
    made = await postgresqlDatabase();
  });
  afterAll(() => made.drop());

  it("makes the tables once, also when several processes start at once", async () => {
    const applied = await Promise.all([1, 2, 3].map(() => migrateInProcess(made.url)));
    expect(applied.flat()).toEqual(migrationsOf("postgresql"));
    expect(await migrate(made.url)).toEqual([]);
    await writeOneOfEach(made.url);
    await expectAuditOnlyGrows(made.url, REFUSED.postgresql);
    await expect(run(made.url, `TRUNCATE "AuditEvent"`)).rejects.toThrow(REFUSED.postgresql);
  });
});
