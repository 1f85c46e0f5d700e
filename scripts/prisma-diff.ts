// Development only: `node --import tsx scripts/prisma-diff.ts <name>` writes the migration that leads from the schema of
// the last one (prisma/migrations/applied.prisma) to prisma/schema.prisma, for both databases, without reaching either.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory as Factory,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import { postgresqlTwin } from "./steps/postgresql-twin";

const PRISMA = join(import.meta.dirname, "..", "prisma");
const APPLIED = join(PRISMA, "migrations", "applied.prisma");

type Twin = (schema: string) => string;
/** The engine compares two schemas here, yet first asks whether its driver is connected to a PostgreSQL, and to which. */
function silentPostgresql(): Factory {
  const answer: SqlResultSet = {
    columnNames: ["exists", "version", "numeric_version"],
    columnTypes: [5, 7, 0],
    rows: [[true, "PostgreSQL 15.0", 150_000]],
  };
  const refuse = () => Promise.reject(new Error("This script reaches no database."));
  const driver: SqlDriverAdapter = {
    provider: "postgres",
    adapterName: "silent",
    queryRaw: () => Promise.resolve(answer),
    executeRaw: refuse,
    executeScript: () => Promise.resolve(),
    startTransaction: refuse,
    dispose: () => Promise.resolve(),
  };
  const connect = () => Promise.resolve(driver);
  return { provider: "postgres", adapterName: "silent", connect, connectToShadowDb: connect };
}

const DATABASES: { folder: string; twin: Twin; adapter: Factory }[] = [
  { folder: "sqlite", twin: (schema) => schema, adapter: new PrismaLibSql({ url: ":memory:" }) },
  { folder: "postgresql", twin: postgresqlTwin, adapter: silentPostgresql() },
];

/** Node cannot import wasm as a module, so the engine is put together by hand. */
async function startEngine(): Promise<void> {
  const file = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const { instance } = await WebAssembly.instantiate(readFileSync(file.replace(/\.js$/, ".wasm")), {
    "./schema_engine_bg.js": { ...glue },
  });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports["__wbindgen_start"];
  if (typeof start === "function") start();
}

const target = (content: string | null): glue.DiffTarget =>
  content === null
    ? { tag: "empty" }
    : { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content }] };

async function migrationSql(from: string | null, to: string, adapter: Factory): Promise<string> {
  const engine = await glue.SchemaEngine.new(
    { datamodels: [["schema.prisma", to]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  const { stdout } = await engine.diff({
    from: target(from),
    to: target(to),
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  // A login that may use a database need not be allowed to make schemas in it, and `public` is always there.
  return (stdout ?? "").replace('-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n\n', "");
}

const name = process.argv[2];
if (name === undefined || !/^[a-z0-9_]+$/.test(name))
  throw new Error("Name the migration: lower case, digits, underscores.");
const schema = readFileSync(join(PRISMA, "schema.prisma"), "utf8");
const applied = existsSync(APPLIED) ? readFileSync(APPLIED, "utf8") : null;
if (applied === schema) throw new Error("The schema has not changed since the last migration.");
const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
await startEngine();
for (const { folder, twin, adapter } of DATABASES) {
  const sql = await migrationSql(applied === null ? null : twin(applied), twin(schema), adapter);
  const path = join(PRISMA, "migrations", folder, `${stamp}_${name}`);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "migration.sql"), sql);
  console.log(`${path}: ${String(sql.split("\n").length)} lines`);
}
writeFileSync(APPLIED, schema);
