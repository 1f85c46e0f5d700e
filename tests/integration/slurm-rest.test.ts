import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SlurmBackend } from "@/server/training/backends";
import { BackendUnreachable, type Launcher, type Submission } from "@/server/training/launcher";
import { attemptPath } from "@/server/training/run-files";
import { slurmLauncher } from "@/server/training/slurm/slurm-launcher";
import { runFolder, submissionOf, untilExited } from "@/tests/support/slurm-runs";
import { startSlurm, type TestSlurm } from "@/tests/support/slurm";
import { until } from "@/tests/support/training-studio";

const slurm = await startSlurm();
if (typeof slurm === "string") console.log(slurm);

const ROOT = path.join(import.meta.dirname, "..", "..");

/**
 * Stands for Python: the supervisor is the real one, under which the trainer gives signs of life, leaves with 75 when it is told
 * to stop and with 0 when there is a file `finish`.
 */
const pythonLines = (python: string): string => `#!/bin/bash
case $2 in *.supervise) exec ${python} "$@";; esac
run=$3
trap 'echo told >>"$run/told"; exit 75' TERM
echo $5 >>"$run/trained"
while :; do echo beat >>"$run/events.jsonl"; [ ! -e "$run/finish" ] || exit 0; sleep 0.05; done
`;

/**
 * What the way to a Slurm can change: how a job is asked for, found again, told to stop and given up. That runs end with the
 * same model and the traps of Slurm itself are the launcher's, whichever way it speaks: the other files on Slurm show them.
 */
describe.skipIf(typeof slurm === "string")("Slurm launcher by REST", { timeout: 900_000 }, () => {
  const cluster = slurm as TestSlurm;
  let home: string;
  let backend: SlurmBackend;
  let runs = 0;
  let run: string;
  let launcher: Launcher;
  let first: Submission;
  /** A run whose time ends while the others are tested. */
  let short: Submission;

  const newRun = (time?: string): Promise<string> =>
    runFolder(path.join(home, `100% run-${String((runs += 1))}`), time === undefined ? {} : { time });
  const open = (): Launcher => slurmLauncher(backend);
  const read = (name: string, directory = run): Promise<string> =>
    readFile(path.join(directory, name), "utf8").catch(() => "");
  const untilTrained = () => until(async () => ((await read("trained")) === "1\n" ? true : null));
  const finish = () => writeFile(path.join(run, "finish"), "");
  const jobIdOf = async (): Promise<string> => {
    const handle = await readFile(path.join(attemptPath(run, 1), "handle.json"), "utf8");
    return String((JSON.parse(handle) as { jobId: number }).jobId);
  };
  const withTokenFrom = (tokenFile: string): Launcher =>
    slurmLauncher({ ...backend, rest: { ...cluster.rest, answerSeconds: 60, tokenFile } });
  const tokenOf = async (seconds: number): Promise<string> =>
    (await cluster.command("scontrol", "token", `lifespan=${String(seconds)}`)).split("=")[1]?.trim() ?? "";

  beforeAll(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), "slurm-rest-"));
    const python = path.join(home, "python");
    const real = execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" });
    await writeFile(python, pythonLines(real.trim()));
    await chmod(python, 0o755);
    backend = {
      id: "lab",
      kind: "slurm",
      label: "Laboratory",
      rest: { ...cluster.rest, answerSeconds: 60 },
      paths: [],
      python,
      trainer: path.join(ROOT, "workers", "gpu"),
      setup: [],
      checkpointSeconds: 45,
      pollSeconds: 0.1,
      templates: [],
    };
    short = submissionOf(await newRun("00:01:00"));
    await open().submit(short);
  });

  afterAll(async () => {
    await cluster.down();
    await rm(home, { recursive: true, force: true });
  });

  beforeEach(async () => {
    run = await newRun();
    first = submissionOf(run);
    launcher = open();
  });

  it("places one job however many processes submit an attempt at once, and lists it", async () => {
    await Promise.all(Array.from({ length: 6 }, () => open().submit(first)));
    await untilTrained();
    const listed = (await launcher.list(home)).filter(({ runId }) => runId === first.runId);
    const id = await jobIdOf();
    expect(listed).toMatchObject([{ attempt: 1, place: `job ${id}` }]);
    await expect(cluster.command("scontrol", "requeue", id)).rejects.toThrow(/disabled/);
    await finish();
    expect(await untilExited(launcher, first)).toEqual({ kind: "exited", exitCode: 0 });
  });

  it("finds the job again by its nonce when the answer to its submission was lost", async () => {
    await launcher.submit(first);
    const id = await jobIdOf();
    await rm(path.join(attemptPath(run, 1), "handle.json"));
    await open().submit(first);
    expect(await jobIdOf()).toBe(id);
    await finish();
    await untilExited(launcher, first);
    expect(await read("trained")).toBe("1\n");
  });

  it("tells an attempt once to stop at its checkpoint, and takes back one that waits", async () => {
    await launcher.submit(first);
    await untilTrained();
    // Whatever else is on the other node now or leaves it: nothing is free for what comes after this.
    const other = ["--parsable", "--exclusive", "--output=/dev/null", "--wrap=sleep 600"];
    const blocker = (await cluster.command("sbatch", ...other)).trim();
    const second = submissionOf(run, 2);
    await launcher.submit(second);
    expect(await launcher.observe(second)).toEqual({ kind: "queued" });
    await launcher.cancel(second, { force: false });
    expect(await untilExited(launcher, second)).toEqual({ kind: "gone" });
    await cluster.command("scancel", blocker);
    await launcher.cancel(first, { force: false });
    expect(await untilExited(launcher, first)).toEqual({ kind: "exited", exitCode: 75 });
    expect(await read("told")).toBe("told\n");
    expect(await read("trained")).toBe("1\n");
  });

  it("ends an attempt at once by force, and what has ended already without a word", async () => {
    await launcher.submit(first);
    await untilTrained();
    await launcher.cancel(first, { force: true });
    await untilExited(launcher, first);
    await launcher.cancel(first, { force: true });
    await until(async () =>
      (await launcher.list(home)).some(({ runId }) => runId === first.runId) ? null : true,
    );
  });

  it("gets a last checkpoint out of an attempt that a higher partition pre-empts", async () => {
    await launcher.submit(first);
    await untilTrained();
    await cluster.command(
      "sbatch",
      ...["--wait", "--partition=urgent", "--nodes=2", "--exclusive", "--output=/dev/null", "--wrap=true"],
    );
    expect(await untilExited(launcher, first)).toEqual({ kind: "exited", exitCode: 75 });
    expect(await read("told")).toBe("told\n");
  });

  it("gets a last checkpoint out of an attempt whose time ends", async () => {
    expect(await untilExited(launcher, short)).toEqual({ kind: "exited", exitCode: 75 });
    expect(await read("told", short.runDirectory)).toBe("told\n");
  });

  it("refuses in Slurm's words what Slurm refuses", async () => {
    await runFolder(run, { partition: "moon" });
    await expect(launcher.submit(first)).rejects.toMatchObject({
      code: "unavailable",
      message: "Laboratory refused: Invalid partition name specified.",
    });
    await runFolder(run, { options: { switches: "1" } });
    await expect(launcher.submit(first)).rejects.toThrow('Laboratory refused: Unknown key "switches"');
  });

  it("refuses what can never run, which Slurm takes with a complaint, and leaves nothing of it waiting", async () => {
    await runFolder(run, { gpusPerNode: 8 });
    await expect(launcher.submit(first)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("Requested node configuration is not available") as string,
    });
    expect((await launcher.list(home)).filter(({ runId }) => runId === first.runId)).toEqual([]);
  });

  it("tells a token that expired from one that is refused, and takes a new one at the next request", async () => {
    const tokenFile = path.join(home, "token");
    await writeFile(tokenFile, await tokenOf(1));
    const other = withTokenFrom(tokenFile);
    await until(async () => ((await other.check().catch(() => "refused")) === "refused" ? true : null));
    await expect(other.submit(first)).rejects.toMatchObject({
      code: "not-ready",
      message: expect.stringMatching(
        `^Laboratory: the token from the file ${tokenFile} expired at 2`,
      ) as string,
    });
    const token = await tokenOf(600);
    await writeFile(tokenFile, `${token.slice(0, -6)}AAAAAA`);
    const refused = await other.submit(first).catch((error: unknown) => error as Error);
    expect(refused).toMatchObject({ code: "not-ready" });
    expect((refused as Error).message).toContain(`Laboratory refuses the token from the file ${tokenFile}`);
    expect((refused as Error).message).not.toContain(token.slice(0, 20));
    await writeFile(tokenFile, token);
    await other.submit(first);
    await finish();
    expect(await untilExited(other, first)).toEqual({ kind: "exited", exitCode: 0 });
    expect(await read("attempts/1/job.sh")).not.toContain(token);
  });

  it("does not know what becomes of an attempt while the controller or slurmrestd is down", async () => {
    await launcher.submit(first);
    await untilTrained();
    // A controller writes down its jobs a few seconds later.
    await delay(8_000);
    for (const daemon of ["slurmctld", "slurmrestd"] as const) {
      await cluster.kill(daemon);
      const unseen = await until(async () => {
        const seen = await launcher.observe(first);
        return seen.kind === "unreachable" ? seen : null;
      });
      expect(unseen.reason).toContain("Laboratory gives no answer");
      await expect(open().submit(submissionOf(await newRun()))).rejects.toThrow(BackendUnreachable);
      await cluster.up();
      await until(async () => ((await launcher.observe(first)).kind === "running" ? true : null));
    }
    await finish();
    expect(await untilExited(launcher, first)).toEqual({ kind: "exited", exitCode: 0 });
    expect(await read("trained")).toBe("1\n");
  });
});
