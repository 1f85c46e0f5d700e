import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile, stat, symlink, utimes } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SLICE_BYTES } from "@/core/upload-limits";
import { answerUpload } from "@/server/api/answer-upload";
import { importCorpus, type ImportResult } from "@/server/services/corpus/import";
import { inspectSource } from "@/server/services/corpus/inspect-source";
import { requestImport } from "@/server/services/corpus/request-import";
import { beginUpload } from "@/server/services/upload/begin-upload";
import { discardUpload } from "@/server/services/upload/discard-upload";
import { storeSlice } from "@/server/services/upload/store-slice";
import { sweepUploads } from "@/server/services/upload/sweep-uploads";
import { getUploadState, type UploadState } from "@/server/services/upload/upload-state";
import { importFrom, madeRecords } from "@/tests/support/importing";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let id: string;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());
beforeEach(() => {
  id = randomUUID();
});

const folder = (...names: string[]): string => path.join(studio.home, "uploads", ...names);
const lines = (rows: readonly object[]): Buffer =>
  Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));

const begin = (files: Readonly<Record<string, number>>): Promise<UploadState> =>
  beginUpload({
    ctx: studio.ctx,
    input: { id, files: Object.entries(files).map(([name, bytes]) => ({ name, bytes })) },
  });

async function* pieces(...parts: (Buffer | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield await Promise.resolve(part);
  }
}
const put = (name: string, offset: number, ...parts: (Buffer | Error)[]): Promise<{ stored: number }> =>
  storeSlice({ ctx: studio.ctx, input: { uploadId: id, name, offset }, body: pieces(...parts) });
const stored = async (): Promise<Record<string, number>> => {
  const { files } = await getUploadState({ ctx: studio.ctx, input: { id } });
  return Object.fromEntries(files.map((file) => [file.name, file.stored]));
};
const importUpload = (input: object = {}): Promise<ImportResult> =>
  importCorpus({
    ctx: studio.ctx,
    input: { id: randomUUID(), uploadId: id, name: randomUUID(), ...input },
    signal: new AbortController().signal,
    report: () => undefined,
  });

describe("an upload", () => {
  it("in slices is the same corpus as the files where they lie, and is removed once it is imported", async () => {
    const files = { "c4/a.jsonl": madeRecords("c4", 500), "book/b (1).jsonl": madeRecords("book", 200) };
    const bytes = Object.entries(files).map(([name, rows]) => [name, lines(rows)] as const);
    expect(await begin(Object.fromEntries(bytes.map(([name, content]) => [name, content.length])))).toEqual({
      id,
      files: bytes.map(([name, content]) => ({ name, bytes: content.length, stored: 0 })),
    });
    for (const [name, content] of bytes)
      for (let at = 0; at < content.length; at += 100_000)
        expect(
          await put(name, at, content.subarray(at, at + 70_000), content.subarray(at + 70_000, at + 100_000)),
        ).toEqual({ stored: Math.min(at + 100_000, content.length) });
    const looked = await inspectSource({ ctx: studio.ctx, input: { uploadId: id } });
    expect(looked).toMatchObject({ name: "upload of c4/a.jsonl and 1 more", files: { count: 2 } });
    const sent = await importUpload();
    expect(existsSync(folder(id))).toBe(false);
    const source = path.join(studio.home, "same");
    await writeSource(source, files);
    expect(sent.fingerprint).toBe((await importFrom(studio, source)).fingerprint);
  });

  it("that an import failed on stays, to be imported otherwise", async () => {
    const content = lines(madeRecords("other", 20).map(({ content: text, ...row }) => ({ ...row, text })));
    await begin({ "a.jsonl": content.length });
    await put("a.jsonl", 0, content);
    await expect(importUpload()).rejects.toThrow("no content");
    expect(await importUpload({ mapping: { text: "text" } })).toMatchObject({ documents: 20 });
    expect(existsSync(folder(id))).toBe(false);
    await expect(importUpload()).rejects.toMatchObject({ code: "not-found" });
  });

  it("cannot be imported before its last byte is there", async () => {
    await begin({ "a.jsonl": 10, "empty.jsonl": 0 });
    await put("a.jsonl", 0, Buffer.alloc(9));
    const input = { id: randomUUID(), uploadId: id, name: "early" };
    await expect(requestImport({ ctx: studio.ctx, input })).rejects.toMatchObject({ code: "not-ready" });
    expect(await stored()).toEqual({ "a.jsonl": 9, "empty.jsonl": 0 });
  });

  it("that was begun goes on with the same files, and with no others", async () => {
    await begin({ "a.jsonl": 10 });
    await put("a.jsonl", 0, Buffer.from("01234"));
    expect((await begin({ "a.jsonl": 10 })).files).toEqual([{ name: "a.jsonl", bytes: 10, stored: 5 }]);
    await expect(begin({ "a.jsonl": 11 })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is refused with names that lead elsewhere, other endings, twice the same, or too much", async () => {
    const names = [
      "../a.jsonl",
      "/a.jsonl",
      "a/../../b.jsonl",
      "a//b.jsonl",
      ".a.jsonl",
      "a\\b.jsonl",
      "a\0.jsonl",
    ];
    for (const name of [
      ...names,
      "a:b.jsonl",
      "\ud800.jsonl",
      "a/b/c/d/e.jsonl",
      `${"é".repeat(130)}.jsonl`,
      "a.txt",
      "",
    ])
      await expect(begin({ [name]: 1 }), name).rejects.toMatchObject({ code: "invalid-input" });
    for (const files of [{}, { "a.jsonl": -1 }, { "a.jsonl": 1.5 }, { "a.jsonl": 1, "A.jsonl": 1 }])
      await expect(begin(files)).rejects.toMatchObject({ code: "invalid-input" });
    await expect(begin({ "a.jsonl": 200_000_000, "b.jsonl": 56_000_001 })).rejects.toMatchObject({
      message: "These files are 257 MB together; an upload takes 256 MB.",
    });
    expect(existsSync(folder(id))).toBe(false);
  });

  it("on a full disk says so", async () => {
    await begin({ "a.jsonl": 100 });
    await symlink("/dev/full", folder(id, "files", "a.jsonl.part"));
    const full = { code: "unavailable", message: `The disk of ${studio.home} is full.` };
    await expect(put("a.jsonl", 0, Buffer.alloc(50))).rejects.toMatchObject(full);
  });
});

describe("a slice", () => {
  it("has to begin where the file ends", async () => {
    await begin({ "a.jsonl": 10 });
    await put("a.jsonl", 0, Buffer.from("0123"));
    for (const offset of [0, 3, 5, 10, 1e9])
      await expect(put("a.jsonl", offset, Buffer.from("xx"))).rejects.toMatchObject({ code: "conflict" });
    for (const offset of [-1, 1.5, Number.NaN])
      await expect(put("a.jsonl", offset, Buffer.from("xx"))).rejects.toMatchObject({
        code: "invalid-input",
      });
    await expect(put("b.jsonl", 0, Buffer.from("xx"))).rejects.toMatchObject({ code: "not-found" });
    expect(await put("a.jsonl", 4, Buffer.from("456789"))).toEqual({ stored: 10 });
    expect(await put("a.jsonl", 10)).toEqual({ stored: 10 });
    expect(await readFile(folder(id, "files", "a.jsonl"), "utf8")).toBe("0123456789");
  });

  it("is not taken beyond what was announced or 4 MB, and leaves the file as it was", async () => {
    await begin({ "a.jsonl": 10, "b.jsonl": 10_000_000 });
    await put("a.jsonl", 0, Buffer.from("0123"));
    await expect(put("a.jsonl", 4, Buffer.from("456789"), Buffer.from("x"))).rejects.toMatchObject({
      code: "invalid-input",
    });
    await expect(
      put("b.jsonl", 0, ...Array.from({ length: 5 }, () => Buffer.alloc(1_000_000))),
    ).rejects.toThrow("4000000");
    expect(await stored()).toEqual({ "a.jsonl": 4, "b.jsonl": 0 });
    expect(await put("b.jsonl", 0, Buffer.alloc(SLICE_BYTES))).toEqual({ stored: SLICE_BYTES });
  });

  it("whose connection breaks keeps what has arrived, and the next goes on from there", async () => {
    await begin({ "a.jsonl": 10 });
    await expect(put("a.jsonl", 0, Buffer.from("012"), new Error("aborted"))).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(await stored()).toEqual({ "a.jsonl": 3 });
    await put("a.jsonl", 3, Buffer.from("3456789"));
    expect(await readFile(folder(id, "files", "a.jsonl"), "utf8")).toBe("0123456789");
  });

  it("takes over from one whose sender has fallen silent", async () => {
    await begin({ "a.jsonl": 10 });
    let fallsSilent = (): void => undefined;
    const silence = new Promise<void>((resolve) => (fallsSilent = resolve));
    async function* silent(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("012");
      fallsSilent();
      await new Promise(() => undefined);
    }
    const input = { uploadId: id, name: "a.jsonl", offset: 0 };
    const first = storeSlice({ ctx: studio.ctx, input, body: silent() });
    const failed = expect(first).rejects.toMatchObject({ code: "conflict" });
    await silence;
    await expect(put("a.jsonl", 0, Buffer.from("xx"))).rejects.toMatchObject({ code: "conflict" });
    await failed;
    expect(await put("a.jsonl", 3, Buffer.from("3456789"))).toEqual({ stored: 10 });
  });

  it("whose process is killed leaves a beginning that the next goes on from", async () => {
    const content = lines(madeRecords("killed", 1000));
    await begin({ "a.jsonl": content.length });
    const child = spawn(
      process.execPath,
      ["--import", "tsx", path.join(import.meta.dirname, "..", "support", "upload-child.ts"), id, "a.jsonl"],
      { env: studio.env, stdio: ["pipe", "inherit", "inherit"] },
    );
    const ended = once(child, "exit");
    child.stdin.on("error", () => undefined);
    child.stdin.write(content.subarray(0, 300_000));
    while ((await stored())["a.jsonl"] === 0) await new Promise(setImmediate);
    child.kill("SIGKILL");
    await ended;
    const at = (await stored())["a.jsonl"] ?? 0;
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThanOrEqual(300_000);
    await put("a.jsonl", at, content.subarray(at));
    expect(await importUpload()).toMatchObject({ documents: 1000, rejected: 0 });
  });

  it("is answered over HTTP with what is stored, or with the fault and its status", async () => {
    await begin({ "a b.jsonl": 4 });
    const send = async (search: string, body: string | null): Promise<[number, unknown]> => {
      const request = new Request(`http://127.0.0.1/api/upload/${id}?${search}`, { method: "PUT", body });
      const response = await answerUpload(request, id);
      return [response.status, await response.json()];
    };
    expect(await send("name=a%20b.jsonl&offset=0", "01")).toEqual([200, { stored: 2 }]);
    expect(await send("name=a+b.jsonl&offset=0", "01")).toEqual([
      409,
      expect.objectContaining({ code: "conflict" }),
    ]);
    expect(await send("name=a+b.jsonl", "23")).toEqual([
      400,
      expect.objectContaining({ code: "invalid-input" }),
    ]);
    expect(await send("name=a+b.jsonl&offset=2", null)).toEqual([400, expect.anything()]);
    expect(await send("name=..%2Fa&offset=0", "23")).toEqual([
      404,
      expect.objectContaining({ code: "not-found" }),
    ]);
    const elsewhere = new Request("http://127.0.0.1/?name=a&offset=0", { method: "PUT", body: "x" });
    expect((await answerUpload(elsewhere, "../..")).status).toBe(400);
    expect((await answerUpload(elsewhere, randomUUID())).status).toBe(404);
  });
});

describe("an upload that was given up", () => {
  it("is removed when its person says so, unless an import reads it", async () => {
    await begin({ "a.jsonl": 2 });
    await put("a.jsonl", 0, Buffer.from("{}"));
    await requestImport({ ctx: studio.ctx, input: { id: randomUUID(), uploadId: id, name: "reads" } });
    const discard = (): Promise<void> => discardUpload({ ctx: studio.ctx, input: { id } });
    await expect(discard()).rejects.toMatchObject({ code: "conflict" });
    await studio.ctx.db.job.deleteMany();
    await discard();
    await discard();
    expect(existsSync(folder(id))).toBe(false);
  });

  it("is removed after a day of silence when the next begins, unless an import reads it", async () => {
    const DAY_MS = 24 * 3600 * 1000;
    await begin({ "a.jsonl": 2 });
    await put("a.jsonl", 0, Buffer.from("{}"));
    await requestImport({ ctx: studio.ctx, input: { id: randomUUID(), uploadId: id, name: "reads" } });
    const { mtimeMs } = await stat(folder(id, "files", "a.jsonl"));
    await sweepUploads(studio.ctx, mtimeMs + 2 * DAY_MS);
    expect(existsSync(folder(id))).toBe(true);
    await studio.ctx.db.job.deleteMany();
    await sweepUploads(studio.ctx, mtimeMs + DAY_MS / 2);
    expect(existsSync(folder(id))).toBe(true);
    const old = new Date(Date.now() - 2 * DAY_MS);
    for (const name of [".", ...(await readdir(folder(id), { recursive: true }))])
      await utimes(folder(id, name), old, old);
    const former = id;
    id = randomUUID();
    await begin({ "b.jsonl": 2 });
    expect(existsSync(folder(former))).toBe(false);
    expect(existsSync(folder(id))).toBe(true);
  });
});
