import { mkdir, mkdtemp, readdir, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { copyTasks } from "@/server/training/copy-tasks";

let home: string;
let from: string;
let to: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), "copy-tasks-"));
  [from, to] = [path.join(home, "from"), path.join(home, "to")];
  for (const folder of ["deep", ".git"]) await mkdir(path.join(from, folder), { recursive: true });
});

afterEach(() => rm(home, { recursive: true, force: true }));

const write = (...files: readonly string[]) =>
  Promise.all(files.map((file) => writeFile(path.join(from, file), file)));

const copied = async (): Promise<string[]> => {
  const entries = await readdir(to, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(to, path.join(entry.parentPath, entry.name)))
    .sort();
};

describe("copying a folder of tasks", () => {
  it("takes tasks and data, but no program, no link, and nothing hidden", async () => {
    await write("a.yaml", "a.jsonl", "deep/b.yml", "deep/b.parquet", "run.py", ".hidden.yaml", ".git/c.yaml");
    await symlink("/etc/passwd", path.join(from, "passwd.txt"));
    await copyTasks(from, to);
    expect(await copied()).toEqual(["a.jsonl", "a.yaml", "deep/b.parquet", "deep/b.yml"]);
  });

  it("refuses a folder without a task", async () => {
    await write("a.jsonl", ".hidden.yaml");
    await expect(copyTasks(from, to)).rejects.toMatchObject({
      code: "invalid-input",
      message: `${from} holds no task file.`,
    });
  });

  it("copies nothing of a folder that holds too much", async () => {
    await write("a.yaml", "a.jsonl");
    await truncate(path.join(from, "a.jsonl"), 4 * 1024 ** 3);
    await expect(copyTasks(from, to)).rejects.toMatchObject({
      code: "invalid-input",
      message: `${from} holds more than 4 GiB, the most that a folder of tasks may hold.`,
    });
    await expect(readdir(to)).rejects.toMatchObject({ code: "ENOENT" });
  });
});
