import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SlurmBackend } from "@/server/training/backends";
import { BackendUnreachable } from "@/server/training/launcher";
import { attemptPath, intentPath } from "@/server/training/run-files";
import { slurmCommands } from "@/server/training/slurm/slurm-commands";
import { slurmLauncher } from "@/server/training/slurm/slurm-launcher";

let folder: string;
let backend: SlurmBackend;

/** What a squeue does that cannot answer. */
async function squeue(lines: string): Promise<void> {
  const file = path.join(folder, "squeue");
  await writeFile(file, `#!/bin/sh\n${lines}\n`);
  await chmod(file, 0o755);
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "slurm-commands-"));
  backend = {
    id: "lab",
    kind: "slurm",
    label: "Laboratory",
    binaries: folder,
    paths: [],
    python: "/usr/bin/python3",
    setup: [],
    checkpointSeconds: 120,
    pollSeconds: 0.1,
    templates: [],
  };
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe("a program of Slurm", () => {
  it.each([
    "Unable to contact slurm controller (connect failure)",
    "Slurm backup controller in standby mode",
    "Incompatible versions of client and server code",
    "fatal: Could not establish a configuration source",
  ])("has no answer when it says: %s", async (words) => {
    await squeue(`echo "squeue: error: ${words}" >&2; exit 1`);
    await expect(slurmCommands(backend)("squeue", [])).rejects.toThrow(BackendUnreachable);
  });

  it("has no answer when it is killed", async () => {
    await squeue("kill -9 $$");
    await expect(slurmCommands(backend)("squeue", [])).rejects.toThrow(BackendUnreachable);
  });

  it("refuses with every other word", async () => {
    await squeue('echo "squeue: error: Invalid user" >&2; exit 1');
    const answer = slurmCommands(backend)("squeue", []);
    await expect(answer).rejects.not.toThrow(BackendUnreachable);
    await expect(answer).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("an attempt on a cluster", () => {
  it("is unreachable, not ended, when squeue refuses or is not there", async () => {
    const attempt = { runId: "r", runDirectory: path.join(folder, "r"), number: 1 };
    await mkdir(attemptPath(attempt.runDirectory, 1), { recursive: true });
    await writeFile(intentPath(attempt.runDirectory, 1), JSON.stringify({ nonce: "n" }));
    expect(await slurmLauncher(backend).observe(attempt)).toMatchObject({ kind: "unreachable" });
    await squeue('echo "squeue: error: Invalid user" >&2; exit 1');
    const other = slurmLauncher({ ...backend, id: "other" });
    expect(await other.observe(attempt)).toEqual({
      kind: "unreachable",
      reason: "Laboratory refused: Invalid user.",
    });
  });
});
