import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { createGzip } from "node:zlib";
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { callerOf } from "@/server/api/caller";
import { filesOf, importFrom, madeRecords } from "@/tests/support/importing";
import { writeParquet } from "@/tests/support/parquet-files";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const MB = 1_000_000;

let studio: TestStudio;
let source: string;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());
beforeEach(async () => {
  source = await mkdtemp(path.join(tmpdir(), "attack-"));
});
afterEach(() => rm(source, { recursive: true, force: true }));

describe("a page that asks to import what is not its own", () => {
  const roots = process.env["STUDIO_IMPORT_ROOTS"];
  beforeEach(() => {
    process.env["STUDIO_IMPORT_ROOTS"] = path.join(source, "allowed");
  });
  afterAll(() => {
    if (roots === undefined) delete process.env["STUDIO_IMPORT_ROOTS"];
    else process.env["STUDIO_IMPORT_ROOTS"] = roots;
  });

  it.each([
    ["by an absolute path", () => "/etc/passwd"],
    ["by a path with dots", () => path.join(source, "allowed") + "/../../../etc"],
    ["by a folder that begins like an allowed one", () => path.join(source, "allowed-not")],
    ["by a link that leads out", () => path.join(source, "allowed", "link")],
    ["by the files of processes", () => "/proc/self/environ"],
    ["by a device", () => "/dev/zero"],
  ])("%s is told that it may not", async (_, from) => {
    await mkdir(path.join(source, "allowed"), { recursive: true });
    await mkdir(path.join(source, "allowed-not"));
    await writeSource(path.join(source, "allowed-not"), { "a.jsonl": madeRecords("a", 1) });
    await symlink("/etc", path.join(source, "allowed", "link"));
    const input = { path: from() };
    await expect(callerOf(new Headers()).corpus.inspect(input)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(
      callerOf(new Headers()).corpus.import({ id: crypto.randomUUID(), name: "n", ...input }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("neither waits at a pipe nor reads a device that is called like a source", async () => {
    const allowed = path.join(source, "allowed");
    await mkdir(allowed);
    await promisify(execFile)("mkfifo", [path.join(allowed, "pipe.jsonl")]);
    await expect(callerOf(new Headers()).corpus.inspect({ path: allowed })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
  });
});

/** Most memory that this process took beyond what it had, while `work` went on. */
async function memoryOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  await work();
  clearInterval(timer);
  return most - before;
}

const good = madeRecords("c4", 3)
  .map((record) => `${JSON.stringify(record)}\n`)
  .join("");

async function* repeated(piece: Buffer, times: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < times; at += 1) yield piece;
}

describe("a source that grows when it is read", () => {
  it("as a gzip of one endless line is a refused row, in bounded memory", async () => {
    const file = path.join(source, "bomb.jsonl.gz");
    const bomb = async function* () {
      yield Buffer.from(`${good}{"id":"`);
      yield* repeated(Buffer.alloc(MB, "a"), 500);
      yield Buffer.from(`"}\n${good.replaceAll("c4-", "late-")}`);
    };
    await pipeline(Readable.from(bomb()), createGzip({ level: 1 }), createWriteStream(file));
    const taken = await memoryOf(async () => {
      expect(await importFrom(studio, source, { maxRejects: 1 })).toMatchObject({
        documents: 6,
        rejected: 1,
      });
    });
    expect(taken).toBeLessThan(700 * MB);
  });

  it("as a zstd of 500 MB in 20 kB is a refused row, in bounded memory", async () => {
    const blocks = 4_000;
    const frame = Buffer.concat([
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 10 << 3]),
      ...Array.from({ length: blocks }, (_, at) => {
        const header = Buffer.alloc(4, "a");
        header.writeUIntLE((131_072 << 3) | 2 | (at === blocks - 1 ? 1 : 0), 0, 3);
        return header;
      }),
    ]);
    await writeFile(path.join(source, "bomb.jsonl.zst"), frame);
    await writeFile(path.join(source, "good.jsonl"), good);
    const taken = await memoryOf(async () => {
      expect(await importFrom(studio, source, { maxRejects: 1 })).toMatchObject({
        documents: 3,
        rejected: 1,
      });
    });
    expect(taken).toBeLessThan(700 * MB);
  });

  it("as a Parquet of 1 GB in some kB is refused rows, in bounded memory", async () => {
    const columns =
      "'b' || range AS id, repeat('a', 20000000) AS content, 'c4' AS domain, range::DOUBLE AS fluency";
    await writeParquet(
      path.join(source, "bomb.parquet"),
      `SELECT ${columns} FROM range(50)`,
      ", COMPRESSION zstd",
    );
    await writeFile(path.join(source, "good.jsonl"), good);
    const taken = await memoryOf(async () => {
      expect(await importFrom(studio, source, { maxRejects: 1 })).toMatchObject({
        documents: 3,
        rejected: 50,
      });
    });
    expect(taken).toBeLessThan(3_000 * MB);
  });

  it("as a line of 100 MB is a refused row, and the rows around it are documents", async () => {
    const long = JSON.stringify({ ...madeRecords("long", 1)[0], content: "x".repeat(100 * MB) });
    await writeFile(path.join(source, "a.jsonl"), `${good}${long}\n${good.replaceAll("c4-", "late-")}`);
    expect(await importFrom(studio, source, { maxRejects: 1 })).toMatchObject({ documents: 6, rejected: 1 });
  });

  it("as brackets within brackets is a refused row", async () => {
    const deep = (text: string): string => `{"id":"deep","content":${text.repeat(1_000_000)}`;
    await writeFile(path.join(source, "a.jsonl"), `${good}${deep("[")}\n${deep('{"a":')}\n`);
    expect(await importFrom(studio, source, { maxRejects: 1 })).toMatchObject({ documents: 3, rejected: 2 });
  });

  it("as an archive is not read", async () => {
    await writeFile(path.join(source, "a.zip"), Buffer.from("PK\x03\x04"));
    await expect(importFrom(studio, source)).rejects.toMatchObject({ code: "invalid-input" });
  });
});

describe("a source whose names and texts mean harm", () => {
  const names = [
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "'; DROP TABLE scores; --",
    "../../up",
    "<svg onload=alert(1)>",
    "\u202eevil",
    "=1+1",
  ];

  it("is the corpus that it says, name by name and text by text", async () => {
    const records = names.map((domain, at) => {
      const [record] = madeRecords("x", 1, at);
      return { ...record, domain, content: `\0\u001b[2J\u202e${domain}<script>` };
    });
    await writeSource(source, { "a.jsonl": records });
    const mapping = { id: "id", text: "content", domain: "domain" };
    const imported = await importFrom(studio, source, { mapping });
    expect(imported).toMatchObject({ documents: names.length, rejected: 0 });
    const { texts } = filesOf(studio, imported);
    expect((await texts()).map(({ text }) => text).sort()).toEqual(
      records.map(({ content }) => content).sort(),
    );
    expect(await callerOf(new Headers()).corpus.get({ corpusId: imported.corpusId })).toMatchObject({
      documents: names.length,
    });
  });
});
