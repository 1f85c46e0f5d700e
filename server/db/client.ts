import { mkdirSync } from "node:fs";
import path from "node:path";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient as PostgresqlClient } from "@/generated/postgresql/client";
import { PrismaClient } from "@/generated/sqlite/client";
import { databasePath } from "@/server/storage/home";

export type Db = PrismaClient;
/** What runs inside a transaction; a `Db` is one too. */
export type DbTransaction = Omit<Db, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;

/** Milliseconds SQLite waits for another process's write; the pragma alone does not reach the adapter's connections. */
const BUSY_TIMEOUT_MS = 10_000;

/** `DATABASE_URL`, or the SQLite file of the studio's folder. */
export const databaseUrl = (): string => process.env["DATABASE_URL"] ?? `file:${databasePath()}`;

export const isPostgresql = (url: string): boolean => /^postgres(ql)?:/.test(url);

/** The driver of a database, which also runs plain SQL (see migrate.ts). Makes the folder of an SQLite file. */
export function driverOf(url: string): PrismaLibSql | PrismaPg {
  if (isPostgresql(url)) return new PrismaPg(url);
  mkdirSync(path.dirname(url.replace(/^file:/, "")), { recursive: true });
  return new PrismaLibSql({ url, timeout: BUSY_TIMEOUT_MS });
}

/** Both clients are generated from the same models; the studio uses only what both can do. */
function openDatabase(url: string): Db {
  const adapter = driverOf(url);
  if (!isPostgresql(url)) return new PrismaClient({ adapter });
  return new PostgresqlClient({ adapter }) as unknown as Db;
}

/** Kept on `globalThis`: a development server evaluates modules again and must not open a second client. */
const opened: typeof globalThis & { studioDatabases?: Map<string, Db> } = globalThis;

/** The one client of this process for a database. */
export function database(url = databaseUrl()): Db {
  opened.studioDatabases ??= new Map();
  const open = opened.studioDatabases.get(url) ?? openDatabase(url);
  opened.studioDatabases.set(url, open);
  return open;
}
