import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import {
  cp,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresqlAnswers } from "@/scripts/steps/postgresql-server";
import { database, type Db } from "@/server/db/client";
import { migrate } from "@/server/db/migrate";
import { takeInstance } from "@/server/storage/instance-lock";
import { postgresqlDatabase } from "@/tests/support/test-database";

const ROOT = path.join(import.meta.dirname, "..", "..");
const HOSTILE = '=cmd\u2028\u202e<script>\u001b[2J\'; DROP TABLE "Corpus"; --';

interface Place {
  readonly home: string;
  readonly url: string;
  readonly db: Db;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let folder: string;
const places: (() => Promise<void>)[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "backup-"));
});
afterAll(async () => {
  for (const end of places) await end();
  await rm(folder, { recursive: true, force: true });
});

/** An empty studio with a database of its own. */
async function emptyStudio(kind: "sqlite" | "postgresql"): Promise<Place> {
  const home = path.join(folder, randomUUID());
  await mkdir(home);
  const made =
    kind === "postgresql"
      ? await postgresqlDatabase()
      : { url: `file:${path.join(home, "studio.db")}`, drop: () => Promise.resolve() };
  await migrate(made.url);
  const db = database(made.url);
  places.push(async () => {
    await db.$disconnect();
    await made.drop();
  });
  return { home, url: made.url, db };
}

function start({ home, url }: Place, ...args: string[]) {
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

const run = (place: Place, ...args: string[]): Promise<Ended> => start(place, ...args).end;

const OWNED = { workspaceId: "local", createdBy: "local", createdAt: new Date("2026-11-28T08:00:00.123Z") };

/** Rows of every kind of value, and files of every kind that a studio keeps. */
async function fill({ home, db }: Place): Promise<void> {
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

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** Everything a database holds, by table. */
async function rowsOf({ db }: Place): Promise<unknown> {
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

const filesOf = async ({ home }: Place): Promise<string[]> =>
  (await readdir(home, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/^studio\.(db|lock)/.test(entry.name))
    .map((entry) => path.relative(home, path.join(entry.parentPath, entry.name)))
    .sort();

const KINDS = (await postgresqlAnswers()) ? (["sqlite", "postgresql"] as const) : (["sqlite"] as const);
const PAIRS = KINDS.flatMap((from) => KINDS.map((to) => ({ from, to })));

describe("backup and restore", () => {
  it.each(PAIRS)("bring a studio of $from into one of $to, value by value", async ({ from, to }) => {
    const [source, target] = [await emptyStudio(from), await emptyStudio(to)];
    await fill(source);
    const file = path.join(folder, `${from}-${to}.tar`);
    expect(await run(source, "backup", file, "--with-corpora")).toMatchObject({ code: 0 });
    expect(await run(target, "restore", file)).toMatchObject({ code: 0, err: "" });
    expect(await rowsOf(target)).toEqual(await rowsOf(source));
    expect(await filesOf(target)).toEqual([
      "backends.json",
      "corpora/f/scores.parquet",
      "runs/r/events.jsonl",
      "selections/k/selection.parquet",
    ]);
    expect(await readFile(path.join(target.home, "runs/r/events.jsonl"), "utf8")).toBe("runs/r/events.jsonl");
  });

  it("leave the corpora out unless they are asked for, and say so", async () => {
    const [source, target] = [await emptyStudio("sqlite"), await emptyStudio("sqlite")];
    await fill(source);
    const file = path.join(folder, "small.tar");
    await run(source, "backup", file);
    expect((await run(target, "restore", file)).out).toContain("It holds no corpora");
    expect(await filesOf(target)).not.toContain("corpora/f/scores.parquet");
  });

  it.each(KINDS)("refuse a studio in %s that is not empty, and replace it with --force", async (kind) => {
    const [source, target] = [await emptyStudio(kind), await emptyStudio(kind)];
    await fill(source);
    const file = path.join(folder, `forced-${kind}.tar`);
    await run(source, "backup", file);
    await target.db.corpus.create({ data: { id: "other", ...OWNED, name: "other" } });
    const event = { ...OWNED, action: "joined", subject: "o", detail: {} };
    await target.db.auditEvent.create({ data: { id: "other", ...event } });
    const refused = await run(target, "restore", file);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain("is not empty: its database has rows in Corpus");
    expect(await run(target, "restore", file, "--force")).toMatchObject({ code: 0, err: "" });
    expect(await rowsOf(target)).toEqual(await rowsOf(source));
    await expect(target.db.auditEvent.deleteMany()).rejects.toThrow(/only grows|constraint violated/);
    const change = { where: { id: "e" }, data: { action: "left" } };
    await expect(target.db.auditEvent.update(change)).rejects.toThrow(/only grows|constraint violated/);
  });

  it("let nobody in who was signed in or invited when the backup was taken", async () => {
    const [source, target] = [await emptyStudio("sqlite"), await emptyStudio("sqlite")];
    await fill(source);
    const file = path.join(folder, "signed-in.tar");
    await run(source, "backup", file);
    expect(await run(target, "restore", file)).toMatchObject({ code: 0 });
    expect(await target.db.signIn.count()).toBe(0);
    expect(await target.db.invitation.findMany({ where: { archivedAt: null } })).toMatchObject([
      { id: "used" },
    ]);
  });

  it("leave what they write to its owner alone", async () => {
    const [source, target] = [await emptyStudio("sqlite"), await emptyStudio("sqlite")];
    await fill(source);
    const file = path.join(folder, "owned.tar");
    await run(source, "backup", file);
    await run(target, "restore", file);
    const mode = async (of: string): Promise<string> => ((await stat(of)).mode & 0o777).toString(8);
    expect(await mode(file)).toBe("600");
    expect(await mode(path.join(target.home, "backends.json"))).toBe("600");
    expect(await mode(path.join(target.home, "runs/r/events.jsonl"))).toBe("600");
    expect(await mode(path.join(target.home, "runs/r"))).toBe("700");
    expect(await mode(path.join(target.home, "runs"))).toBe("700");
  });

  it("refuse to write a backup into the folder that it holds", async () => {
    const source = await emptyStudio("sqlite");
    await fill(source);
    await symlink(source.home, path.join(folder, "link"));
    const { code, err } = await run(source, "backup", path.join(folder, "link", "runs", "own.tar"));
    expect(code).toBe(2);
    expect(err).toContain("lies in the studio's own folder");
    expect(existsSync(path.join(source.home, "runs", "own.tar"))).toBe(false);
  });

  it("refuse a running studio", async () => {
    const target = await emptyStudio("sqlite");
    expect(await takeInstance(target.home)).toBeNull();
    expect((await run(target, "restore", path.join(folder, "any.tar"))).err).toContain(
      "A studio is running on",
    );
  });

  it("stop a restore when asked to, and change nothing", async () => {
    const [source, target] = [await emptyStudio("sqlite"), await emptyStudio("sqlite")];
    await fill(source);
    await write(path.join(source.home, "runs/r/model.bin"), "");
    await truncate(path.join(source.home, "runs/r/model.bin"), 400_000_000);
    const file = path.join(folder, "stopped.tar");
    expect(await run(source, "backup", file)).toMatchObject({ code: 0 });
    const restoring = start(target, "restore", file);
    while (!existsSync(path.join(target.home, "studio.lock"))) await delay(5);
    expect(await takeInstance(target.home)).toMatchObject({ pid: restoring.child.pid });
    restoring.child.kill("SIGINT");
    expect(await restoring.end).toMatchObject({
      code: 130,
      err: "The restore was stopped; nothing was changed.\n",
    });
    expect(await target.db.job.count()).toBe(0);
    expect(await filesOf(target)).toEqual([]);
    expect(existsSync(path.join(target.home, "studio.lock"))).toBe(false);
  });

  it("refuse an archive that was cut off, bent or has a name that leads out of its folder, and touch nothing", async () => {
    const [source, target] = [await emptyStudio("sqlite"), await emptyStudio("sqlite")];
    await fill(source);
    const file = path.join(folder, "whole.tar");
    await run(source, "backup", file);
    const { length } = await readFile(file);
    const bent = async (name: string, bend: (copy: string) => Promise<void>): Promise<string> => {
      const copy = path.join(folder, name);
      await cp(file, copy);
      await bend(copy);
      const { code, err } = await run(target, "restore", copy);
      expect(code).toBe(1);
      return err;
    };
    expect(await bent("cut.tar", (copy) => truncate(copy, Math.floor(length / 2)))).toContain(
      "is not a whole backup",
    );
    expect(await bent("late.tar", (copy) => truncate(copy, length - 4_096))).toContain(
      "is not a whole backup",
    );
    const byte = async (copy: string): Promise<void> => {
      const handle = await open(copy, "r+");
      await handle.write("#", (await readFile(copy)).indexOf("import:7"));
      await handle.close();
    };
    expect(await bent("bent.tar", byte)).toContain("database/Job.jsonl differs from its checksum");
    const out = async (copy: string): Promise<void> =>
      writeFile(
        copy,
        Buffer.from(
          (await readFile(copy)).toString("latin1").replaceAll("home/backends.json", "home/../../evil.js"),
          "latin1",
        ),
      );
    expect(await bent("out.tar", out)).toContain("is not a whole backup");
    expect(await filesOf(target)).toEqual([]);
    expect(await target.db.job.count()).toBe(0);
  });

  it("hold one moment of a database that is being written", async () => {
    const [source, target] = [await emptyStudio("sqlite"), await emptyStudio("sqlite")];
    await fill(source);
    let written = 0;
    const stop = new AbortController();
    const writing = (async () => {
      for (; !stop.signal.aborted; written += 1) {
        const id = `pair-${String(written)}`;
        await source.db.$transaction([
          source.db.workspace.create({ data: { id, name: id } }),
          source.db.corpus.create({ data: { id, ...OWNED, name: id } }),
        ]);
        await delay(10);
      }
    })();
    const file = path.join(folder, "moment.tar");
    const done = await run(source, "backup", file);
    stop.abort();
    await writing;
    expect(done).toMatchObject({ code: 0 });
    await run(target, "restore", file);
    const pairs = {
      where: { id: { startsWith: "pair-" } },
      select: { id: true },
      orderBy: { id: "asc" },
    } as const;
    expect(await target.db.workspace.findMany(pairs)).toEqual(await target.db.corpus.findMany(pairs));
    expect(await target.db.corpus.count()).toBeGreaterThan(1);
    expect(await target.db.corpus.count()).toBeLessThanOrEqual(written + 1);
  });

  it("leave nothing half when they are killed, and do it when asked again", async () => {
    const [source, target] = [await emptyStudio("sqlite"), await emptyStudio("sqlite")];
    await fill(source);
    await write(path.join(source.home, "runs/r/model.bin"), "");
    await truncate(path.join(source.home, "runs/r/model.bin"), 400_000_000);
    const file = path.join(folder, "killed.tar");
    const backup = start(source, "backup", file);
    while (!existsSync(`${file}.part`)) await delay(5);
    backup.child.kill("SIGKILL");
    await backup.end;
    expect(existsSync(file)).toBe(false);
    expect(await run(source, "backup", file)).toMatchObject({ code: 0 });
    expect(existsSync(`${file}.part`)).toBe(false);

    const restoring = start(target, "restore", file);
    const staged = async () =>
      (await readdir(path.join(target.home, "tmp")).catch(() => [])).some((name) =>
        name.startsWith("restore-"),
      );
    while (!(await staged())) await delay(5);
    await delay(100);
    restoring.child.kill("SIGKILL");
    await restoring.end;
    expect(await target.db.job.count()).toBe(0);
    expect((await filesOf(target)).filter((name) => !name.startsWith("tmp/"))).toEqual([]);
    expect(await run(target, "restore", file)).toMatchObject({ code: 0 });
    expect(await rowsOf(target)).toEqual(await rowsOf(source));
  });
});
