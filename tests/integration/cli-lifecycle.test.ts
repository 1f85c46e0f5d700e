import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { madeRecords } from "@/tests/support/importing";
import { writeSource } from "@/tests/support/released-layout";
import { testDatabase, type TestDatabase } from "@/tests/support/test-database";

const ROOT = path.join(import.meta.dirname, "..", "..");

let folder: string;
let home: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cli-lifecycle-"));
  home = path.join(folder, "home");
  database = await testDatabase(home);
  await writeSource(path.join(folder, "source"), { "c4/a.jsonl": madeRecords("c4", 12) });
  expect((await studio("import", path.join(folder, "source"), "--name", "small")).code).toBe(0);
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function studio(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "server/cli/main.ts", ...args], {
    cwd: ROOT,
    env: { ...process.env, STUDIO_HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (data: Buffer) => (out += data.toString()));
  child.stderr.on("data", (data: Buffer) => (err += data.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err })));
}

async function json(...args: string[]): Promise<Record<string, unknown>> {
  const { code, out } = await studio(...args, "--json");
  expect(code).toBe(0);
  return JSON.parse(out.trim().split("\n").at(-1) ?? "") as Record<string, unknown>;
}

describe("studio corpora", () => {
  it("archives a corpus and brings it back", async () => {
    expect((await studio("corpora", "archive", "small")).out).toBe(
      "Archived small; restore brings it back.\n",
    );
    expect(await json("corpora")).toEqual({ corpora: [] });
    expect(await json("corpora", "--archived")).toMatchObject({ archived: [{ name: "small" }], deleted: [] });
    await json("corpora", "restore", "small");
    expect(await json("corpora")).toMatchObject({ corpora: [{ name: "small", number: 1 }] });
  });

  it("says what a deletion would free, and deletes only when it is meant", async () => {
    const plan = await json("corpora", "delete", "small@1");
    expect(plan).toMatchObject({ allowed: true, deleted: false, versions: [{ number: 1, documents: 12 }] });
    expect(plan["freedBytes"]).toBeGreaterThan(1000);
    expect(await json("corpora")).toMatchObject({ corpora: [{ name: "small" }] });
    expect(await json("corpora", "delete", "small@1", "--yes")).toMatchObject({ deleted: true });
    expect(await readdir(path.join(home, "corpora"))).toEqual([]);
    expect((await studio("corpora", "--archived")).out).toMatch(/small +1 +12 +[\d,]+ +deleted \d{4}-/);
  });

  it("ends with one clear line for a name or a verb it does not know", async () => {
    const unknown = await studio("corpora", "archive", "big");
    expect([unknown.code, unknown.err.trim()]).toEqual([
      1,
      'There is no corpus "big". corpora --archived lists what there is.',
    ]);
    expect((await studio("corpora", "burn", "small")).code).toBe(2);
  });
});

describe("studio clean", () => {
  it("lists what nothing needs, and removes it only when it is meant", async () => {
    expect((await studio("clean")).out).toBe("Nothing to clean up.\n");
    const scratch = path.join(home, "tmp", "old");
    await mkdir(scratch, { recursive: true });
    const longAgo = new Date(Date.now() - 48 * 3_600_000);
    await writeFile(path.join(scratch, "file"), Buffer.alloc(1500));
    for (const file of [path.join(scratch, "file"), scratch]) await utimes(file, longAgo, longAgo);
    expect((await studio("clean")).out).toContain("1.5 kB in all; clean --yes removes them.");
    expect(existsSync(scratch)).toBe(true);
    expect(await json("clean", "--yes")).toMatchObject({ bytes: 1500, removed: ["tmp/old"] });
    expect(existsSync(scratch)).toBe(false);
  });
});
