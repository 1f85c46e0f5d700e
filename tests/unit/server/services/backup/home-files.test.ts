import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { extract } from "tar-stream";
import { createReadStream } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { homeFiles } from "@/server/services/backup/home-files";
import { packInto } from "@/server/services/backup/pack";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), "home-files-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function write(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(path.dirname(path.join(home, name)), { recursive: true });
    await writeFile(path.join(home, name), name);
  }
}

async function all(): Promise<(readonly string[])[]> {
  const found: (readonly string[])[] = [];
  for await (const whole of homeFiles(home, true)) found.push(whole);
  return found;
}

/** Names of the entries of an archive. */
async function entriesOf(file: string): Promise<string[]> {
  const names: string[] = [];
  const archive = createReadStream(file).pipe(extract());
  for await (const entry of archive) {
    names.push(entry.header.name);
    entry.resume();
  }
  return names;
}

describe("the files of a backup beside a training", () => {
  it("are those of each checkpoint together, the newest first, and no drafts", async () => {
    await write(
      "runs/r/checkpoints/step-1/.metadata",
      "runs/r/checkpoints/step-1/0.distcp",
      "runs/r/checkpoints/step-2/.metadata",
      "runs/r/checkpoints/.step-3.tmp/0.distcp",
      "runs/r/.result.json.4711.tmp",
      "runs/r/events.jsonl",
    );
    expect(await all()).toEqual([
      ["runs/r/events.jsonl"],
      ["runs/r/checkpoints/step-2/.metadata"],
      ["runs/r/checkpoints/step-1/0.distcp", "runs/r/checkpoints/step-1/.metadata"],
    ]);
  });

  it("go on where a folder goes while it is looked through", async () => {
    await write("runs/b/x", "runs/b/deep/y", "runs/a/z");
    const files = homeFiles(home, true);
    expect((await files.next()).value).toEqual(["runs/b/x"]);
    await rm(path.join(home, "runs"), { recursive: true });
    expect(await files.next()).toEqual({ done: true, value: undefined });
  });

  it("hold a checkpoint whole, though it is removed meanwhile, or not at all", async () => {
    await write("kept/1", "kept/2", "gone/1");
    const target = path.join(home, "a.tar");
    const packing = packInto(target);
    const sources = (...names: string[]) => names.map((name) => ({ name, file: path.join(home, name) }));
    const kept = packing.addWhole(sources("kept/1", "kept/2"));
    expect((await kept).map(({ name }) => name)).toEqual(["kept/1", "kept/2"]);
    expect(await packing.addWhole(sources("gone/1", "gone/2"))).toEqual([]);
    await packing.end();
    expect(await entriesOf(target)).toEqual(["kept/1", "kept/2"]);
  });
});
