import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { postgresqlTwin } from "./steps/postgresql-twin";

const ROOT = join(import.meta.dirname, "..");
const SQLITE_SCHEMA = join(ROOT, "prisma", "schema.prisma");
const POSTGRESQL_SCHEMA = join(ROOT, "generated", "postgresql.prisma");

/** Prisma's command line asks for a schema engine it does not need here; the stub keeps it from downloading one. */
const env = {
  ...process.env,
  PRISMA_SCHEMA_ENGINE_BINARY: join(ROOT, "scripts", "no-schema-engine.sh"),
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
  CHECKPOINT_DISABLE: "1",
};

function generate(schema: string): void {
  const cli = join(ROOT, "node_modules", "prisma", "build", "index.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "generate", "--schema", schema], {
    cwd: ROOT,
    env: { ...env, PRISMA_SCHEMA: schema },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`Prisma could not generate a client from ${schema}:\n${stdout}${stderr}`);
}

mkdirSync(join(ROOT, "generated"), { recursive: true });
writeFileSync(POSTGRESQL_SCHEMA, postgresqlTwin(readFileSync(SQLITE_SCHEMA, "utf8")));
generate(SQLITE_SCHEMA);
generate(POSTGRESQL_SCHEMA);
