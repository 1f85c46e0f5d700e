import { readdir, readFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Launcher, Submission } from "@/server/training/launcher";
import { localLauncher } from "@/server/training/local-launcher";
import { processesWithNonce } from "@/server/training/process-nonce";

/** Stands for the supervisor and its trainer: passes TERM on, writes the exit code, leaves marks a test can wait for. */
const SUPERVISOR = `
run=$1; attempt=$2
sh "$run/trainer.sh" "$run" "$attempt" &
child=$!
trap 'kill -TERM $child' TERM
echo $child > "$run/trainer.pid"
while :; do wait $child; code=$?; kill -0 $child 2>/dev/null || break; done
echo $code > "$run/attempts/$attempt/exit_code.tmp"
mv "$run/attempts/$attempt/exit_code.tmp" "$run/attempts/$attempt/exit_code"
`;

/** Trains until it is told to stop, then leaves with the code of a pre-emption. */
const TRAINER = `
trap 'exit 75' TERM
echo "attempt $2 trains" ; echo $$ >> "$1/started"
while :; do sleep 0.05; done
`;

let run: string;
let submission: Submission;
let launcher: Launcher;

const openLauncher = (): Launcher =>
  localLauncher({
    command: ({ runDirectory, number }) => [
      "/bin/sh",
      path.join(runDirectory, "supervisor.sh"),
      runDirectory,
      String(number),
    ],
    needs: [],
  });

async function until<T>(fact: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const value = await fact().catch(() => null);
    if (value !== null) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const started = () =>
  readFile(path.join(run, "started"), "utf8").then((text) =>
    text.endsWith("\n") ? text.trim().split("\n") : null,
  );
const trainerPid = () =>
  readFile(path.join(run, "trainer.pid"), "utf8").then((text) => (text.endsWith("\n") ? Number(text) : null));
const ended = () =>
  until(async () => {
    const observation = await launcher.observe(submission);
    return observation.kind === "running" ? null : observation;
  });
const handle = async (): Promise<{ pid: number; identity: string; nonce: string }> =>
  JSON.parse(await readFile(path.join(run, "attempts/1/handle.json"), "utf8"));

beforeEach(async () => {
  run = await mkdtemp(path.join(os.tmpdir(), "launcher-"));
  await writeFile(path.join(run, "supervisor.sh"), SUPERVISOR);
  await writeFile(path.join(run, "trainer.sh"), TRAINER);
  submission = { runId: "r", runDirectory: run, number: 1, processes: 1 };
  launcher = openLauncher();
});

afterEach(async () => {
  for (let number = 1; number <= (await launcher.find(run)); number += 1)
    await launcher.cancel({ ...submission, number }, { force: true });
  await until(async () => ((await launcher.observe(submission)).kind === "running" ? null : true));
  await rm(run, { recursive: true, force: true });
});

describe("local launcher", () => {
  it("knows of no attempt before the first", async () => {
    expect(await launcher.find(run)).toBe(0);
    expect(await launcher.observe(submission)).toEqual({ kind: "gone" });
  });

  it("starts one process however often an attempt is submitted", async () => {
    await Promise.all(Array.from({ length: 8 }, () => openLauncher().submit(submission)));
    await until(started);
    await launcher.submit(submission);
    expect(await launcher.find(run)).toBe(1);
    expect(await launcher.observe(submission)).toEqual({ kind: "running" });
    expect(await started()).toHaveLength(1);
    expect((await processesWithNonce((await handle()).nonce)).length).toBeGreaterThanOrEqual(2);
  });

  it("stops an attempt at its checkpoint and reports its exit code", async () => {
    await launcher.submit(submission);
    await until(started);
    await launcher.cancel(submission, { force: false });
    expect(await ended()).toEqual({ kind: "exited", exitCode: 75 });
    expect(await launcher.logs(submission, 1_000)).toBe("attempt 1 trains\n");
  });

  it("sees that the trainer was killed", async () => {
    await launcher.submit(submission);
    process.kill(await until(trainerPid), "SIGKILL");
    expect(await ended()).toEqual({ kind: "exited", exitCode: 137 });
  });

  it("holds an attempt for alive while a trainer without its supervisor is, and ends it by force", async () => {
    await launcher.submit(submission);
    await until(started);
    process.kill((await handle()).pid, "SIGKILL");
    expect(await openLauncher().observe(submission)).toEqual({ kind: "running" });
    await launcher.cancel(submission, { force: true });
    expect(await ended()).toEqual({ kind: "gone" });
  });

  it("finds a process whose handle was never written, as when the studio dies between the two", async () => {
    await launcher.submit(submission);
    await until(started);
    await rm(path.join(run, "attempts/1/handle.json"));
    await openLauncher().submit(submission);
    expect(await openLauncher().observe(submission)).toEqual({ kind: "running" });
    expect(await started()).toHaveLength(1);
  });

  it("is not fooled by another process that was given the same id", async () => {
    await launcher.submit(submission);
    await until(started);
    await launcher.cancel(submission, { force: true });
    await ended();
    const stale = { ...(await handle()), pid: process.pid };
    await writeFile(path.join(run, "attempts/1/handle.json"), JSON.stringify(stale));
    expect(await launcher.observe(submission)).toEqual({ kind: "gone" });
  });

  it("refuses in words when the program is missing", async () => {
    const missing = localLauncher({ command: () => ["/nowhere/python"], needs: ["/nowhere/python"] });
    await expect(missing.check()).rejects.toMatchObject({ code: "not-ready" });
    await expect(missing.submit(submission)).rejects.toMatchObject({ code: "unavailable" });
    expect(await readdir(path.join(run, "attempts"))).toEqual(["1"]);
  });
});
