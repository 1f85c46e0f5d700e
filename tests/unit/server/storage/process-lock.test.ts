import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { processIdentity } from "@/server/storage/process-identity";
import { withProcessLock } from "@/server/storage/process-lock";

const LEFT_BY_A_CRASH = "4194999 linux:boot:1";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "process-lock-"));
  file = path.join(folder, "lock");
  await writeFile(file, LEFT_BY_A_CRASH);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const rules = { patienceMs: Number.POSITIVE_INFINITY, busy: () => new Error("busy") as never };

describe("a lock that a crash has left", () => {
  it("is not removed by two at once, as the later would remove what the earlier has taken since", async () => {
    const other = spawn("sleep", ["60"]);
    try {
      const pid = other.pid ?? 0;
      const clearing = `${file}.clearing`;
      await writeFile(clearing, `${String(pid)} ${(await processIdentity(pid)) ?? ""}`);
      let taken = false;
      const waiting = withProcessLock(file, rules, async () => void (taken = true));
      await delay(500);
      expect(taken).toBe(false);
      await rm(clearing);
      await waiting;
      expect(await readdir(folder)).toEqual([]);
    } finally {
      other.kill();
    }
  });

  it("is removed although whoever removed it before was killed", async () => {
    await writeFile(`${file}.clearing`, LEFT_BY_A_CRASH);
    expect(await withProcessLock(file, rules, () => Promise.resolve(1))).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it("goes to one at a time of many in a process", async () => {
    let inside = 0;
    let most = 0;
    const one = () =>
      withProcessLock(file, rules, async () => {
        most = Math.max(most, (inside += 1));
        await delay(5);
        inside -= 1;
      });
    await Promise.all([one(), one(), one(), one()]);
    expect(most).toBe(1);
  });
});
