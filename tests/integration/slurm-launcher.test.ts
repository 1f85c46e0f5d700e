import { access, chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SlurmBackend } from "@/server/training/backends";
import { BackendUnreachable, type Launcher, type Submission } from "@/server/training/launcher";
import { attemptPath, STOP_REQUESTED } from "@/server/training/run-files";
import { slurmLauncher } from "@/server/training/slurm/slurm-launcher";
import { oneGpu, runFolder, submissionOf, untilExited as untilEnded } from "@/tests/support/slurm-runs";
import { startSlurm, type TestSlurm } from "@/tests/support/slurm";
import { until } from "@/tests/support/training-studio";

const slurm = await startSlurm();
if (typeof slurm === "string") console.log(slurm);

/**
 * Stands for Python, the supervisor and the trainer: gives signs of life, leaves with 75 when it is told to stop and with
 * 0 when there is a file `finish`.
 */
const PYTHON = `#!/bin/sh
run=$3; folder="$run/attempts/$5"
leave() { echo $1 >"$folder/exit_code.draft"; mv "$folder/exit_code.draft" "$folder/exit_code"; exit $1; }
trap 'leave 75' TERM
echo $5 >>"$run/trained"
while :; do echo beat >>"$run/events.jsonl"; [ ! -e "$run/finish" ] || leave 0; sleep 0.05; done
`;

describe.skipIf(typeof slurm === "string")("Slurm launcher", { timeout: 900_000 }, () => {
  const cluster = slurm as TestSlurm;
  let home: string;
  let backend: SlurmBackend;
  let runs = 0;
  let run: string;
  let launcher: Launcher;
  let first: Submission;
  /** A run whose time ends while the others are tested. */
  let short: Submission;

  const newRun = (time = oneGpu.time): Promise<string> =>
    runFolder(path.join(home, `run-${String((runs += 1))}`), { time });

  const open = (forgottenMs?: number): Launcher =>
    slurmLauncher(backend, forgottenMs === undefined ? {} : { forgottenMs });
  const trained = (directory = run): Promise<string> =>
    readFile(path.join(directory, "trained"), "utf8").catch(() => "");
  const untilTrained = (marks: string) => until(async () => ((await trained()) === marks ? true : null));
  const exists = (file: string): Promise<boolean> =>
    access(file).then(
      () => true,
      () => false,
    );
  const finish = (directory = run) => writeFile(path.join(directory, "finish"), "");
  const untilExited = (submission: Submission, by = launcher) => untilEnded(by, submission);
  const untilKind = (submission: Submission, kind: string, by = launcher) =>
    until(async () => ((await by.observe(submission)).kind === kind ? true : null));
  const jobIdOf = async (submission: Submission): Promise<string> => {
    const file = path.join(attemptPath(submission.runDirectory, submission.number), "handle.json");
    const { jobId } = JSON.parse(await readFile(file, "utf8")) as { jobId: number };
    return String(jobId);
  };
  const stateOf = async (id: string): Promise<string> =>
    (await cluster.command("squeue", "--noheader", "--states=all", `--jobs=${id}`, "--format=%T")).trim();

  /** A controller writes down its jobs a few seconds later; one that is killed before has forgotten them. */
  const untilSaved = (directory: string) =>
    until(async () => {
      const file = path.join(path.dirname(cluster.config), "state", "job_state");
      const saved = await readFile(file).catch(() => Buffer.alloc(0));
      return saved.includes(directory) ? true : null;
    });

  beforeAll(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), "slurm-runs-"));
    const python = path.join(home, "python");
    await writeFile(python, PYTHON);
    await chmod(python, 0o755);
    backend = {
      id: "lab",
      kind: "slurm",
      label: "Laboratory",
      config: cluster.config,
      paths: [],
      python,
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

  it("places one job however many processes submit an attempt at once", async () => {
    expect(await launcher.find(run)).toBe(0);
    expect(await launcher.observe(first)).toEqual({ kind: "gone" });
    await Promise.all(Array.from({ length: 6 }, () => open().submit(first)));
    expect(await launcher.find(run)).toBe(1);
    await untilTrained("1\n");
    expect((await launcher.list(home)).filter(({ runId }) => runId === first.runId)).toHaveLength(1);
    await finish();
    expect(await untilExited(first)).toEqual({ kind: "exited", exitCode: 0 });
  });

  it("takes no option from the studio's own environment", async () => {
    process.env["SBATCH_PARTITION"] = "moon";
    try {
      await launcher.submit(first);
    } finally {
      delete process.env["SBATCH_PARTITION"];
    }
    await finish();
    expect(await untilExited(first)).toEqual({ kind: "exited", exitCode: 0 });
  });

  it("finds the job again by its nonce when the answer to its submission was lost", async () => {
    await launcher.submit(first);
    const id = await jobIdOf(first);
    await rm(path.join(attemptPath(run, 1), "handle.json"));
    expect(await launcher.find(run)).toBe(0);
    await open().submit(first);
    expect(await jobIdOf(first)).toBe(id);
    await finish();
    await untilExited(first);
    expect(await trained()).toBe("1\n");
  });

  it("never trains an attempt twice although Slurm was given it twice", async () => {
    await launcher.submit(first);
    await untilTrained("1\n");
    const second = (
      await cluster.command("sbatch", "--parsable", path.join(attemptPath(run, 1), "job.sh"))
    ).trim();
    expect(await stateOf(second)).toBe("PENDING");
    expect(await launcher.observe(first)).toEqual({ kind: "running" });
    await finish();
    expect(await untilExited(first)).toEqual({ kind: "exited", exitCode: 0 });
    await until(async () => ((await stateOf(second)) === "COMPLETED" ? true : null));
    expect(await trained()).toBe("1\n");
  });

  it("stops an attempt at its checkpoint, which Slurm calls a failure", async () => {
    await launcher.submit(first);
    await untilTrained("1\n");
    await launcher.cancel(first, { force: false });
    expect(await untilExited(first)).toEqual({ kind: "exited", exitCode: 75 });
    const id = await jobIdOf(first);
    expect(await until(async () => ((await stateOf(id)) === "RUNNING" ? null : stateOf(id)))).toMatch(
      /^(FAILED|COMPLETING)$/,
    );
  });

  it("reads a raw wait status as a shell would, when nobody wrote an exit code", async () => {
    await launcher.submit(first);
    await untilTrained("1\n");
    await cluster.command("scancel", "--signal=KILL", "--batch", await jobIdOf(first));
    expect(await untilExited(first)).toEqual({ kind: "exited", exitCode: 137 });
    expect(await exists(path.join(attemptPath(run, 1), "exit_code"))).toBe(false);
  });

  it("lets a second attempt wait for the first to be gone, and takes it back before it began", async () => {
    await launcher.submit(first);
    await untilTrained("1\n");
    const second = submissionOf(run, 2);
    await launcher.submit(second);
    await untilKind(second, "queued");
    await launcher.cancel(second, { force: false });
    expect(await untilExited(second)).toEqual({ kind: "gone" });
    await launcher.cancel(first, { force: true });
    await untilExited(first);
    expect(await trained()).toBe("1\n");
  });

  it("does not begin an attempt that was cancelled while it waited and nobody could say so", async () => {
    await launcher.submit(first);
    await untilTrained("1\n");
    const second = submissionOf(run, 2);
    await launcher.submit(second);
    await writeFile(path.join(attemptPath(run, 2), STOP_REQUESTED), "cancel");
    await finish();
    expect(await untilExited(second)).toEqual({ kind: "exited", exitCode: 0 });
    expect(await trained()).toBe("1\n");
  });

  it("is not requeued by Slurm, where a job waits two minutes; the next attempt starts at once", async () => {
    await launcher.submit(first);
    await untilTrained("1\n");
    const id = await jobIdOf(first);
    await expect(cluster.command("scontrol", "requeue", id)).rejects.toThrow(/disabled/);
    const other = (
      await cluster.command("sbatch", "--parsable", "--requeue", "--output=/dev/null", "--wrap=sleep 60")
    ).trim();
    await until(async () => ((await stateOf(other)) === "RUNNING" ? true : null));
    await cluster.command("scontrol", "requeue", other);
    const reason = async () =>
      (await cluster.command("squeue", "--noheader", `--jobs=${other}`, "--format=%T %r")).trim();
    await until(async () => ((await reason()) === "PENDING BeginTime" ? true : null));

    await launcher.cancel(first, { force: false });
    await untilExited(first);
    await launcher.submit(submissionOf(run, 2));
    await untilTrained("1\n2\n");
    expect(await reason()).toBe("PENDING BeginTime");
    await cluster.command("scancel", other);
    await finish();
    await untilExited(submissionOf(run, 2));
  });

  it("refuses in Slurm's words what Slurm refuses, and says which program is missing", async () => {
    await runFolder(run, { partition: "moon" });
    await expect(launcher.submit(first)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("invalid partition specified: moon") as string,
    });
    const nowhere = slurmLauncher({ ...backend, binaries: "/nowhere" });
    await expect(nowhere.check()).rejects.toMatchObject({ code: "not-ready" });
  });

  it("gets a last checkpoint out of an attempt whose time ends", async () => {
    expect(await untilExited(short)).toEqual({ kind: "exited", exitCode: 75 });
    expect(await trained(short.runDirectory)).toBe("1\n");
  });

  it("does not know what becomes of an attempt while the controller is down, and submits nothing twice", async () => {
    await launcher.submit(first);
    await untilTrained("1\n");
    await untilSaved(run);
    await cluster.kill("slurmctld");
    const other = submissionOf(await newRun());
    const [observation] = await Promise.all([
      until(async () => {
        const seen = await launcher.observe(first);
        return seen.kind === "unreachable" ? seen : null;
      }),
      expect(open().submit(other)).rejects.toThrow(BackendUnreachable),
      expect(open().list(home)).rejects.toThrow(BackendUnreachable),
      expect(open().cancel(first, { force: true })).rejects.toThrow(BackendUnreachable),
    ]);
    expect(observation.reason).toContain("Laboratory gives no answer");
    await cluster.up();
    await launcher.submit(other);
    await untilKind(first, "running");
    await Promise.all([finish(), finish(other.runDirectory)]);
    expect(await untilExited(first)).toEqual({ kind: "exited", exitCode: 0 });
    expect(await untilExited(other)).toEqual({ kind: "exited", exitCode: 0 });
    expect([await trained(), await trained(other.runDirectory)]).toEqual(["1\n", "1\n"]);
  });

  it("follows a job that its controller forgot by its files, and never takes another with its id for it", async () => {
    await launcher.submit(first);
    await untilTrained("1\n");
    const [node] = (await cluster.command("squeue", "--noheader", "--states=running", "--format=%N")).split(
      "\n",
    );
    await cluster.kill("slurmctld", node === "node1" ? "slurmd.node1" : "slurmd.node2");
    await cluster.forget();
    await cluster.startController();
    const free = node === "node1" ? "node2" : "node1";
    const id = await jobIdOf(first);
    const stranger = await until(async () => {
      const given = (
        await cluster.command(
          "sbatch",
          "--parsable",
          `--nodelist=${free}`,
          "--output=/dev/null",
          "--wrap=sleep 300",
        )
      ).trim();
      return Number(given) >= Number(id) ? given : null;
    });
    expect(stranger).toBe(id);
    expect(await launcher.observe(first)).toEqual({ kind: "running" });
    await launcher.cancel(first, { force: true });
    expect(["RUNNING", "PENDING"]).toContain(await stateOf(stranger));

    const impatient = open(1_500);
    for (let look = 0; look < 10; look += 1) {
      expect(await impatient.observe(first)).toEqual({ kind: "running" });
      await delay(200);
    }
    await finish();
    expect(await untilExited(first)).toEqual({ kind: "exited", exitCode: 0 });
    await rm(path.join(attemptPath(run, 1), "exit_code"));
    expect(await untilExited(first, impatient)).toEqual({ kind: "gone" });
    await cluster.command("scancel", "--me");
    await cluster.up();
  });
});
