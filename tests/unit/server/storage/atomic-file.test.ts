import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { corpusPath, databasePath, runPath, scratchPath, selectionPath } from "@/server/storage/home";
import { readJsonFile } from "@/server/storage/read-json-file";
import { syncTree } from "@/server/storage/sync-tree";
import { treeBytes } from "@/server/storage/tree-bytes";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "storage-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("an atomic file", () => {
  it("makes its folder, replaces what was there and leaves no draft", async () => {
    const file = path.join(folder, "a", "b.json");
    await writeFileAtomic(file, "one");
    await writeFileAtomic(file, "two");
    expect(await readFile(file, "utf8")).toBe("two");
    expect(await readdir(path.dirname(file))).toEqual(["b.json"]);
  });

  it("leaves no draft when its target cannot be replaced", async () => {
    await mkdir(path.join(folder, "taken", "child"), { recursive: true });
    await expect(writeFileAtomic(path.join(folder, "taken"), "x")).rejects.toThrow();
    expect(await readdir(folder)).toEqual(["taken"]);
  });
});

describe("a tree of files", () => {
  it("is measured and synced with everything below", async () => {
    await mkdir(path.join(folder, "a", "b"), { recursive: true });
    await writeFile(path.join(folder, "a", "x"), "123");
    await writeFile(path.join(folder, "a", "b", "y"), "4567");
    await syncTree(folder);
    expect(await treeBytes(folder)).toBe(7);
  });
});

describe("a JSON file of the studio", () => {
  const schema = z.object({ n: z.number() });

  it("is read through its schema", async () => {
    await writeFile(path.join(folder, "a.json"), '{"n": 1}');
    expect(await readJsonFile(path.join(folder, "a.json"), schema)).toEqual({ n: 1 });
  });

  it("says what is wrong when it is missing or damaged", async () => {
    await writeFile(path.join(folder, "a.json"), '{"n": "1"}');
    await writeFile(path.join(folder, "b.json"), '{"n"');
    await expect(readJsonFile(path.join(folder, "a.json"), schema)).rejects.toMatchObject({
      code: "corrupt",
    });
    await expect(readJsonFile(path.join(folder, "b.json"), schema)).rejects.toMatchObject({
      code: "corrupt",
    });
    await expect(readJsonFile(path.join(folder, "c.json"), schema)).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("paths below the studio's folder", () => {
  it("have one place each", () => {
    expect(databasePath("/h")).toBe("/h/studio.db");
    expect(corpusPath("ab12", "/h")).toBe("/h/corpora/ab12");
    expect(selectionPath("ab12", "/h")).toBe("/h/selections/ab12");
    expect(runPath("r-1", "/h")).toBe("/h/runs/r-1");
    expect(scratchPath("import-1", "/h")).toBe("/h/tmp/import-1");
  });

  it.each(["..", "a/b", "", ".x", "a\\b"])("refuse the key %j", (key) => {
    expect(() => corpusPath(key, "/h")).toThrow(RangeError);
  });
});
