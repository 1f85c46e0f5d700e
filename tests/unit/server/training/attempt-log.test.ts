import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readAttemptLog } from "@/server/training/attempt-log";
import { attemptLogPath, attemptPath, jobLogPath, SLURM_LOG } from "@/server/training/run-files";

describe("log of an attempt", () => {
  let run = "";
  beforeEach(async () => {
    run = await mkdtemp(path.join(tmpdir(), "attempt-log-"));
    await mkdir(attemptPath(run, 1), { recursive: true });
  });
  afterEach(() => rm(run, { recursive: true, force: true }));

  it("is what the trainer printed, and after it what the batch job did", async () => {
    expect(await readAttemptLog(run, 1, 100)).toBe("");
    await writeFile(jobLogPath(run, 1, SLURM_LOG), "setup failed: module load cuda\n");
    expect(await readAttemptLog(run, 1, 100)).toBe("setup failed: module load cuda\n");
    await writeFile(attemptLogPath(run, 1), "one\ntwo\n");
    expect(await readAttemptLog(run, 1, 100)).toBe("one\ntwo\n\nsetup failed: module load cuda\n");
  });
});
