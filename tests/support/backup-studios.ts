import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { database, type Db } from "@/server/db/client";
import { migrate } from "@/server/db/migrate";
import { postgresqlDatabase } from "@/tests/support/test-database";

const ROOT = path.join(import.meta.dirname, "..", "..");
const HOSTILE = '=cmd\u2028\u202e<script>\u001b[2J\'; DROP TABLE "Corpus"; --';

export interface Place {
  readonly home: string;
  readonly url: string;
  readonly db: Db;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Studios to back up and to restore into, in a folder of their own. */
export class BackupStudios {
  private readonly ends: (() => Promise<void>)[] = [];

  private constructor(readonly folder: string) {}

  static async open(): Promise<BackupStudios> {
    return new BackupStudios(await mkdtemp(path.join(tmpdir(), "backup-")));
  }

  /** An empty one with a database of its own. */
  async empty(kind: "sqlite" | "postgresql" = "sqlite"): Promise<Place> {
    const home = path.join(this.folder, randomUUID());
    await mkdir(home);
    const made =
      kind === "postgresql"
        ? await postgresqlDatabase()
        : { url: `file:${path.join(home, "studio.db")}`, drop: () => Promise.resolve() };
    await migrate(made.url);
    const db = database(made.url);
    this.ends.push(async () => {
      await db.$disconnect();
      await made.drop();
    });
    return { home, url: made.url, db };
  }

  /** One that holds something, and an empty one. */
  async pair(): Promise<[source: Place, target: Place]> {
    const source = await this.empty();
    await fill(source);
    return [source, await this.empty()];
  }

  /** Path of an archive. */
  file(name: string): string {
    return path.join(this.folder, name);
  }

  async end(): Promise<void> {
    for (const end of this.ends) await end();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A command of the terminal, for a studio. */
export function start({ home, url }: Place, ...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "server/cli/main.ts", ...args], {
    cwd: ROOT,
    env: { ...process.env, STUDIO_HOME: home, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (data: Buffer) => (out += data.toString()));
  child.stderr.on("data", (data: Buffer) => (err += data.toString()));
  const end = new Promise<Ended>((resolve) => child.once("close", (code) => resolve({ code, out, err })));
  return { child, end };
}

export const run = (place: Place, ...args: string[]): Promise<Ended> => start(place, ...args).end;

export const OWNED = {
  workspaceId: "local",
  createdBy: "local",
  createdAt: new Date("2026-11-28T08:00:00.123Z"),
};

/** Rows of every kind of value, and files of every kind that a studio keeps. */
export async function fill({ home, db }: Place): Promise<void> {
  await db.workspace.create({ data: { id: "local", name: HOSTILE, createdAt: OWNED.createdAt } });
  await db.corpus.create({ data: { id: "c", ...OWNED, name: HOSTILE } });
  await db.recipe.create({ data: { id: "r", ...OWNED, name: "recipe" } });
  const body = { weights: { fluency: 0.1, constructor: 2, "\u2029": null }, list: [1, "x", { deep: true }] };
  await db.recipeVersion.create({
    data: { id: "rv", ...OWNED, recipeId: "r", number: 1, recipeHash: "h", body },
  });
  await db.corpusVersion.create({
    data: {
      id: "v",
      ...OWNED,
      corpusId: "c",
      number: 1,
      fingerprint: "f",
      source: "/s",
      documents: 3n,
      tokens: 2n ** 52n,
      rejected: 0n,
      missing: 0n,
      validationDocuments: 0n,
      validationTokens: 0n,
      bytes: 9n,
    },
  });
  await db.job.createMany({
    data: Array.from({ length: 1_203 }, (_, at) => ({
      id: `job-${String(at)}`,
      ...OWNED,
      kind: "import-corpus",
      key: `import:${String(at)}`,
      payload: [at, null],
      runAfter: OWNED.createdAt,
    })),
  });
  const person = {
    ...OWNED,
    updatedAt: OWNED.createdAt,
    email: "p@example.org",
    name: HOSTILE,
    role: "admin",
  };
  await db.person.create({ data: { id: "p", ...person } });
  const credential = { providerId: "credential", accountId: "p", password: "hash" };
  await db.credential.create({ data: { id: "k", personId: "p", ...credential } });
  const expiresAt = new Date("2036-11-28T08:00:00.123Z");
  await db.signIn.create({ data: { id: "s", personId: "p", token: "t", expiresAt } });
  const invitation = { ...OWNED, role: "annotator", expiresAt };
  await db.invitation.createMany({
    data: [
      { id: "open", tokenHash: "1", ...invitation },
      { id: "used", tokenHash: "2", usedAt: OWNED.createdAt, usedBy: "p", ...invitation },
    ],
  });
  const event = { ...OWNED, subject: "p", detail: { constructor: 1, prototype: ["x"] } };
  await db.auditEvent.create({ data: { id: "e", action: "joined", ...event } });
  for (const file of [
    "selections/k/selection.parquet",
    "runs/r/events.jsonl",
    "corpora/f/scores.parquet",
    "backends.json",
    "tmp/x/y",
    "cache/listings/z",
    "uploads/u/v",
  ])
    await write(path.join(home, file), file);
}

export async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** Everything a database holds, by table. */
export async function rowsOf({ db }: Place): Promise<unknown> {
  const byId = { orderBy: { id: "asc" } } as const;
  return [
    await db.workspace.findMany(byId),
    await db.corpus.findMany(byId),
    await db.corpusVersion.findMany(byId),
    await db.recipeVersion.findMany(byId),
    await db.job.findMany(byId),
    await db.person.findMany(byId),
    await db.credential.findMany(byId),
    await db.invitation.findMany({ where: { id: "used" } }),
    await db.auditEvent.findMany(byId),
  ];
}

/** Paths of the files of a studio below its folder, the database and the lock aside. */
export const filesOf = async ({ home }: Place): Promise<string[]> =>
  (await readdir(home, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/^studio\.(db|lock)/.test(entry.name))
    .map((entry) => path.relative(home, path.join(entry.parentPath, entry.name)))
    .sort();
