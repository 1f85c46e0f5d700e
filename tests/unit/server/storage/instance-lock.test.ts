import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { announceInstance, releaseInstance, takeInstance } from "@/server/storage/instance-lock";

const emptyHome = (): Promise<string> => mkdtemp(join(tmpdir(), "studio-lock-"));
const deadPid = (): number => spawnSync(process.execPath, ["-e", ""]).pid;

describe("the lock of a data folder", () => {
  it("goes to the first and tells the second who has it", async () => {
    const home = await emptyHome();
    expect(await takeInstance(home)).toBeNull();
    expect(await takeInstance(home)).toEqual({ pid: process.pid, url: null, server: null, worker: null });
  });

  it("goes to exactly one of many that ask at once", async () => {
    const home = await emptyHome();
    const answers = await Promise.all(Array.from({ length: 20 }, () => takeInstance(home)));
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
  });

  it("is taken over from a process that is gone", async () => {
    const home = await emptyHome();
    await writeFile(
      join(home, "studio.lock"),
      JSON.stringify({ pid: deadPid(), url: null, server: null, worker: null }),
    );
    expect(await takeInstance(home)).toBeNull();
  });

  it("is taken over when the pid lives but nothing answers at the address", async () => {
    const home = await emptyHome();
    announceInstance(home, { pid: process.pid, url: "http://127.0.0.1:9", server: null, worker: null });
    expect(await takeInstance(home)).toBeNull();
  });

  it("leaves nothing behind when released", async () => {
    const home = await emptyHome();
    await takeInstance(home);
    await releaseInstance(home);
    expect(await readdir(home)).toEqual([]);
  });
});
