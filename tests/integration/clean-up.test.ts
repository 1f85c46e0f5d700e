import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cleanUp } from "@/server/services/corpus/clean-up";
import { diskUse } from "@/server/services/corpus/disk-use";
import { getCorpus } from "@/server/services/corpus/get";
import type { ImportResult } from "@/server/services/corpus/import";
import { withScratchLock } from "@/server/services/corpus/importing/scratch-lock";
import { stagingPaths } from "@/server/services/corpus/importing/staged-columns";
import { listLeftovers } from "@/server/services/corpus/list-leftovers";
import { removeCorpus } from "@/server/services/corpus/remove";
import { claimJob } from "@/server/services/job/claim";
import { enqueueJob } from "@/server/services/job/enqueue";
import { finishJob } from "@/server/services/job/finish";
import { materialiseKey } from "@/server/services/selection/selection-summary";
import { corpusPath, listingsPath } from "@/server/storage/home";
import { treeBytes } from "@/server/storage/tree-bytes";
import { importFrom, madeRecords } from "@/tests/support/importing";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const CHILD = path.join(import.meta.dirname, "..", "support", "removal-child.ts");
const DAYS_AGO = new Date(Date.now() - 40 * 24 * 3_600_000);

let studio: TestStudio;
let source: string;
beforeAll(async () => {
  source = await mkdtemp(path.join(tmpdir(), "clean-up-"));
  await writeSource(source, { "c4/a.jsonl": madeRecords("c4", 10) });
});
afterAll(() => rm(source, { recursive: true }));
beforeEach(async () => {
  studio = await testStudio();
});
afterEach(() => studio.end());

const take = (name = "corpus"): Promise<ImportResult> => importFrom(studio, source, { name });
const inHome = (...names: string[]): string => path.join(studio.home, ...names);
const listed = async () => (await listLeftovers({ ctx: studio.ctx })).map(({ path: name }) => name).sort();
const clean = async (paths?: readonly string[]) =>
  cleanUp({ ctx: studio.ctx, input: { paths: [...(paths ?? (await listed()))] } });

/** A folder with one file of so many bytes, last changed so long ago. */
async function put(folder: string, bytes: number, changed = new Date()): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, "file");
  await writeFile(file, Buffer.alloc(bytes));
  await utimes(file, changed, changed);
  await utimes(folder, changed, changed);
}

async function killed(act: "remove" | "clean", input: object, when: string): Promise<void> {
  const child = spawn(process.execPath, ["--import", "tsx", CHILD, act, JSON.stringify(input), when], {
    env: studio.env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  expect((await once(child, "exit"))[1]).toBe("SIGKILL");
}

const queue = (id: string, key = `import:${id}`) =>
  enqueueJob({ db: studio.ctx.db, ctx: studio.ctx, kind: "import-corpus", key, payload: {}, id });

describe("clean-up", () => {
  it("finds nothing to do in a studio in order", async () => {
    await take();
    expect(await listed()).toEqual([]);
    await expect(clean()).rejects.toMatchObject({ code: "invalid-input" });
  });

  it("lists the scratch of imports that have ended, with its size, and removes what was accepted alone", async () => {
    const { db } = studio.ctx;
    const ids = [randomUUID(), randomUUID()];
    for (const id of ids) {
      await queue(id);
      const job = await claimJob({ db, kinds: ["import-corpus"], leaseMs: 60_000 });
      await finishJob({ db, id, leaseToken: job?.leaseToken ?? "", outcome: { kind: "cancelled" } });
      await put(inHome("tmp", `import-${id}`, "staged"), 1000);
    }
    const leftovers = await listLeftovers({ ctx: studio.ctx });
    expect(leftovers.map(({ kind, bytes, why }) => [kind, bytes, why])).toEqual([
      ["scratch", 1000, "Its job has ended."],
      ["scratch", 1000, "Its job has ended."],
    ]);
    const [first = "", second = ""] = ids.map((id) => `tmp/import-${id}`);
    expect(await clean([first])).toEqual({ paths: [first], bytes: 1000 });
    expect(await listed()).toEqual([second]);
  });

  it("keeps the scratch of a job that waits, that runs, or whose holder went silent", async () => {
    const { db } = studio.ctx;
    const [silent, running, waiting] = [randomUUID(), randomUUID(), randomUUID()];
    await queue(silent);
    await claimJob({ db, kinds: ["import-corpus"], leaseMs: -1 });
    await queue(running);
    await claimJob({ db, kinds: ["import-corpus"], id: running, leaseMs: 60_000 });
    await queue(waiting);
    for (const id of [silent, running, waiting]) await put(inHome("tmp", `import-${id}`), 10, DAYS_AGO);
    const key = "ab".repeat(32);
    await queue(randomUUID(), materialiseKey(key));
    await put(inHome("tmp", `selection-${key}-${randomUUID()}`), 10, DAYS_AGO);
    expect(await listed()).toEqual([]);
    expect(await clean([`tmp/import-${running}`])).toEqual({ paths: [], bytes: 0 });
    expect(existsSync(inHome("tmp", `import-${running}`, "file"))).toBe(true);
  });

  it("leaves scratch that names no job alone for a day", async () => {
    await put(inHome("tmp", "demo-new"), 10);
    await put(inHome("tmp", "demo-old"), 10, DAYS_AGO);
    await put(inHome("tmp", "duckdb", "new"), 10);
    await put(inHome("tmp", "duckdb", "old"), 10, DAYS_AGO);
    expect(await listed()).toEqual(["tmp/demo-old", "tmp/duckdb/old"]);
    await clean();
    expect((await readdir(inHome("tmp"))).sort()).toEqual(["demo-new", "duckdb"]);
    expect(await readdir(inHome("tmp", "duckdb"))).toEqual(["new"]);
  });

  it("tells an import without a job by its lock: alive it is in use, gone it was abandoned", async () => {
    const { lock } = stagingPaths(inHome("tmp", "import-terminal"));
    await withScratchLock(lock, async () => {
      await put(inHome("tmp", "import-terminal", "staged"), 10, DAYS_AGO);
      expect(await listed()).toEqual([]);
      expect(await clean(["tmp/import-terminal"])).toEqual({ paths: [], bytes: 0 });
    });
    await writeFile(lock, "999999999 a process that is gone");
    expect((await listLeftovers({ ctx: studio.ctx })).map(({ why }) => why)).toEqual([
      "Its import was cut off; the same import would go on from here.",
    ]);
    await clean();
    expect(await readdir(inHome("tmp"))).not.toContain("import-terminal");
  });

  it("finds reports of imports that failed more than 30 days ago", async () => {
    await put(inHome("imports", "new"), 10, new Date(Date.now() - 29 * 24 * 3_600_000));
    await put(inHome("imports", "old"), 10, DAYS_AGO);
    expect(await listed()).toEqual(["imports/old"]);
    await clean();
    expect(await readdir(inHome("imports"))).toEqual(["new"]);
  });

  it("finds a corpus folder that no version names once it is an hour old, and never one that is named", async () => {
    const { fingerprint } = await take();
    await put(corpusPath("0a".repeat(32)), 30);
    await put(corpusPath("0b".repeat(32)), 50, DAYS_AGO);
    await utimes(corpusPath(fingerprint), DAYS_AGO, DAYS_AGO);
    expect(await listed()).toEqual([`corpora/${"0b".repeat(32)}`]);
    await clean();
    expect((await readdir(inHome("corpora"))).sort()).toEqual(["0a".repeat(32), fingerprint].sort());
  });

  it("finds listings nobody used for a day, and all of those of a corpus that is gone", async () => {
    const { fingerprint } = await take();
    await put(listingsPath(fingerprint), 10);
    await writeFile(path.join(listingsPath(fingerprint), "old.u32"), Buffer.alloc(7));
    await utimes(path.join(listingsPath(fingerprint), "old.u32"), DAYS_AGO, DAYS_AGO);
    await put(listingsPath("0c".repeat(32)), 20);
    expect((await listLeftovers({ ctx: studio.ctx })).map(({ bytes, why }) => [bytes, why])).toEqual([
      [20, "Their corpus is not there any more."],
      [7, "Not used for a day; made again when they are needed."],
    ]);
    await clean();
    expect(await readdir(listingsPath(fingerprint))).toEqual(["file"]);
    expect(await readdir(listingsPath("0c".repeat(32)))).toEqual([]);
  });

  it("finds uploads that nobody added to for a day, unless an import is to read them", async () => {
    const [given, waiting, fresh] = [randomUUID(), randomUUID(), randomUUID()];
    for (const id of [given, waiting]) await put(inHome("uploads", id), 10, DAYS_AGO);
    await put(inHome("uploads", fresh), 10);
    const payload = { id: randomUUID(), name: "uploaded", uploadId: waiting };
    await enqueueJob({ db: studio.ctx.db, ctx: studio.ctx, kind: "import-corpus", key: "upload", payload });
    expect(await listed()).toEqual([`uploads/${given}`]);
    await clean();
    expect((await readdir(inHome("uploads"))).sort()).toEqual([waiting, fresh].sort());
  });

  it("does not follow a path that was never listed", async () => {
    const { fingerprint } = await take();
    expect(await clean([`corpora/${fingerprint}`, "../..", "studio.db"])).toEqual({ paths: [], bytes: 0 });
    expect(existsSync(corpusPath(fingerprint))).toBe(true);
  });

  it("that is killed in the middle has removed whole things, and the next one does the rest", async () => {
    const old = ["tmp/a", "tmp/b", "tmp/c"];
    for (const [index, name] of old.entries()) await put(inHome(name), 100 - index, DAYS_AGO);
    await killed("clean", { paths: old }, "tmp/b");
    expect(await listed()).toEqual(["tmp/c"]);
    await clean();
    expect(await listed()).toEqual([]);
  });
});

describe("a deletion that is killed", () => {
  it.each([
    ["recorded", (corpus: ImportResult) => [`corpora/${corpus.fingerprint}`]],
    ["moved", (corpus: ImportResult) => [expect.stringContaining(`tmp/deleted-${corpus.fingerprint}-`)]],
  ])("once it is %s leaves files that clean-up removes", async (step, left) => {
    const corpus = await take();
    await killed("remove", { corpusId: corpus.corpusId }, step);
    await expect(
      getCorpus({ ctx: studio.ctx, input: { corpusId: corpus.corpusId, number: 1 } }),
    ).rejects.toMatchObject({ message: expect.stringContaining("was deleted") });
    expect(await listed()).toEqual(left(corpus));
    await clean();
    expect(await listed()).toEqual([]);
    expect(await readdir(inHome("corpora"))).toEqual([]);
    expect(await readdir(inHome("tmp"))).not.toContainEqual(expect.stringContaining("deleted-"));
  });

  it.each(["recorded", "moved"])("once it is %s can be asked for again", async (step) => {
    const corpus = await take();
    await killed("remove", { corpusId: corpus.corpusId }, step);
    await removeCorpus({ ctx: studio.ctx, input: { corpusId: corpus.corpusId } });
    expect(existsSync(corpusPath(corpus.fingerprint))).toBe(false);
  });

  it.each(["recorded", "moved"])(
    "once it is %s does not spoil an import of the same documents",
    async (step) => {
      const corpus = await take();
      await killed("remove", { corpusId: corpus.corpusId }, step);
      const again = await take();
      expect(again).toMatchObject({ number: 2, fingerprint: corpus.fingerprint });
      for (const name of await listed()) await clean([name]);
      const { documents } = await getCorpus({ ctx: studio.ctx, input: { corpusId: corpus.corpusId } });
      expect(documents).toBe(10);
    },
  );

  it("into whose folder somebody wrote meanwhile does not spoil the next import", async () => {
    const { fingerprint, corpusId } = await take();
    await removeCorpus({ ctx: studio.ctx, input: { corpusId } });
    await put(path.join(corpusPath(fingerprint), "reports"), 5);
    await take();
    expect((await getCorpus({ ctx: studio.ctx, input: { corpusId } })).documents).toBe(10);
  });

  it("before it could give files back has them given back by clean-up", async () => {
    const corpus = await take();
    await rename(
      corpusPath(corpus.fingerprint),
      inHome("tmp", `deleted-${corpus.fingerprint}-${randomUUID()}`),
    );
    await clean();
    expect((await getCorpus({ ctx: studio.ctx, input: { corpusId: corpus.corpusId } })).documents).toBe(10);
    expect(await listed()).toEqual([]);
  });
});

describe("the disk", () => {
  it("is counted by corpus and kind, files that two corpora share once", async () => {
    const first = await take("first");
    await take("second");
    await put(inHome("selections", "a"), 11);
    await put(inHome("runs", "a"), 12);
    const use = await diskUse({ ctx: studio.ctx });
    const total = await treeBytes(corpusPath(first.fingerprint));
    expect(use.corpora.map(({ name, total: bytes, sharedBytes }) => [name, bytes, sharedBytes])).toEqual([
      ["first", total, total],
      ["second", total, total],
    ]);
    expect(use).toMatchObject({ corporaBytes: total, selectionBytes: 11, runBytes: 12 });
    const { text = 0, scores = 0, preview = 0, cache = 0 } = use.corpora[0]?.bytes ?? {};
    expect(text + scores + preview + cache).toBe(total);
    expect(cache).toBe(await treeBytes(path.join(corpusPath(first.fingerprint), "figures")));
    expect(text).toBeGreaterThanOrEqual(await treeBytes(path.join(corpusPath(first.fingerprint), "text")));
    expect(use.freeBytes).toBeGreaterThan(0);
  });
});
