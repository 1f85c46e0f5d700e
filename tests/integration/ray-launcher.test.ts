import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RayResources } from "@/core/cluster-resources";
import type { RayBackend } from "@/server/training/backends";
import { BackendUnreachable, type Launcher, type Submission } from "@/server/training/launcher";
import { checkRay } from "@/server/training/ray/check-ray";
import { packCode } from "@/server/training/ray/code-package";
import { rayClient } from "@/server/training/ray/ray-client";
import { rayLauncher } from "@/server/training/ray/ray-launcher";
import { attemptPath, RAY_LOG } from "@/server/training/run-files";
import { startRay, type TestRay } from "@/tests/support/ray";
import { until } from "@/tests/support/training-studio";

const ray = await startRay();
if (typeof ray === "string") console.log(ray);

/**
 * Stands for Python, the supervisor and the trainer, which leaves with 75 when there is a file `stop_requested` and with 0 when
 * there is a file `finish`. Nothing else ends it, as if it had lost its supervisor.
 */
const PYTHON = `#!/bin/sh
case "$2" in meta_rater_gpu.check) ls "$PYTHONPATH/meta_rater_gpu"; exit 1;; esac
run=$3; folder="$run/attempts/$5"
leave() { echo $1 >"$folder/exit_code.draft"; mv "$folder/exit_code.draft" "$folder/exit_code"; exit $1; }
trap : TERM
env >"$run/environment"
ls "$PYTHONPATH" >"$run/code"
echo $5 >>"$run/trained"
while :; do
  echo beat >>"$run/events.jsonl"
  [ ! -e "$run/finish" ] || leave 0
  [ ! -e "$folder/stop_requested" ] || leave 75
  [ ! -e "$run/vanish" ] || exit 1
  sleep 0.05
done
`;

/** Starts that Python behind Ray's back and leaves with 0, so that Ray says the job has succeeded. */
const EARLY = `#!/bin/sh
setsid "$(dirname "$0")/python" "$@" &
`;

const resources: RayResources = { nodes: 1, gpusPerNode: 1, cpusPerTask: 1, memory: "256M" };

const submissionOf = (runDirectory: string, number = 1): Submission => ({
  runId: path.basename(runDirectory),
  runDirectory,
  number,
  processes: 1,
});

describe.skipIf(typeof ray === "string")("Ray launcher", { timeout: 900_000 }, () => {
  const cluster = ray as TestRay;
  let home: string;
  let runs = 0;
  let backend: RayBackend;
  let run: string;
  let first: Submission;
  let launcher: Launcher;

  async function newRun(wanted = resources): Promise<string> {
    const directory = path.join(home, `run-${String((runs += 1))}`);
    await mkdir(path.join(directory, "bundle"), { recursive: true });
    const content = { resources: { processes: 1, cluster: wanted } };
    await writeFile(path.join(directory, "bundle", "run.json"), JSON.stringify(content));
    return directory;
  }

  const open = (changes: Partial<RayBackend> = {}): Launcher => rayLauncher({ ...backend, ...changes });
  const text = (...names: readonly string[]): Promise<string> =>
    readFile(path.join(run, ...names), "utf8").catch(() => "");
  const untilTrained = (marks: string) =>
    until(async () => ((await text("trained")) === marks ? true : null));
  const finish = () => writeFile(path.join(run, "finish"), "");
  const untilExited = (submission: Submission, by = launcher) =>
    until(async () => {
      const observation = await by.observe(submission);
      return observation.kind === "exited" || observation.kind === "gone" ? observation : null;
    });
  const jobIdOf = async ({ number }: Submission): Promise<string> =>
    (JSON.parse(await text("attempts", String(number), "handle.json")) as { jobId: string }).jobId;
  const statusOf = async (submission: Submission): Promise<string> =>
    ((await cluster.ask("GET", `api/jobs/${await jobIdOf(submission)}`)) as { status: string }).status;
  const untilStatus = (submission: Submission, status: string) =>
    until(async () => ((await statusOf(submission)) === status ? true : null));

  beforeAll(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), "ray-runs-"));
    for (const [name, script] of [
      ["python", PYTHON],
      ["early", EARLY],
    ] as const) {
      await writeFile(path.join(home, name), script);
      await chmod(path.join(home, name), 0o755);
    }
    backend = {
      id: "lab",
      kind: "ray",
      label: "Laboratory",
      address: cluster.address,
      tokenFile: cluster.tokenFile,
      answerSeconds: 60,
      paths: [],
      python: path.join(home, "python"),
      setup: [],
      checkpointSeconds: 2,
      pollSeconds: 0.1,
      templates: [{ name: "small", ...resources, adjustable: {} }],
    };
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

  it("places one job however many submit an attempt, sends the code once, and hands on no word of Ray's", async () => {
    const { name } = await packCode();
    expect(await rayClient(backend).hasPackage(name)).toBe(false);
    await Promise.all(Array.from({ length: 4 }, () => open().submit(first)));
    expect(await rayClient(backend).hasPackage(name)).toBe(true);
    expect(await launcher.find(run)).toBe(1);
    await untilTrained("1\n");
    expect(await launcher.list(home)).toMatchObject([
      { runId: first.runId, attempt: 1, place: `job ${await jobIdOf(first)}` },
    ]);
    expect(await text("code")).toBe("meta_rater_gpu\n");
    const environment = await text("environment");
    expect(environment).toMatch(/^CUDA_VISIBLE_DEVICES=[01]$/m);
    expect(environment).not.toMatch(/^RAY_/m);
    await finish();
    expect(await untilExited(first)).toEqual({ kind: "exited", exitCode: 0 });
  });

  it("is refused a second job of an attempt by Ray itself when the answer to its submission was lost", async () => {
    await launcher.submit(first);
    const id = await jobIdOf(first);
    await rm(path.join(attemptPath(run, 1), "handle.json"));
    expect(await launcher.find(run)).toBe(0);
    await open().submit(first);
    expect(await jobIdOf(first)).toBe(id);
    await finish();
    expect(await untilExited(first)).toEqual({ kind: "exited", exitCode: 0 });
    expect(await text("trained")).toBe("1\n");
  });

  it("takes an attempt back before it began, which Ray keeps in its queue", async () => {
    run = await newRun({ ...resources, gpusPerNode: 3 });
    first = submissionOf(run);
    await launcher.submit(first);
    expect(await launcher.observe(first)).toEqual({ kind: "queued" });
    const listed = async () => (await launcher.list(home)).filter(({ runId }) => runId === first.runId);
    expect(await listed()).toMatchObject([{ attempt: 1 }]);
    await launcher.cancel(first, { force: false });
    expect(await untilExited(first)).toEqual({ kind: "gone" });
    expect(await statusOf(first)).toBe("PENDING");
    expect(await listed()).toEqual([]);
    expect(await text("trained")).toBe("");
  });

  it("is not misled by Ray when it says that a job has succeeded which goes on", async () => {
    await open({ python: path.join(home, "early") }).submit(first);
    await untilTrained("1\n");
    await untilStatus(first, "SUCCEEDED");
    const impatient = rayLauncher(backend, { endedMs: 1_500 });
    for (let look = 0; look < 10; look += 1) {
      expect(await impatient.observe(first)).toEqual({ kind: "running" });
      await delay(200);
    }
    await finish();
    expect(await untilExited(first)).toEqual({ kind: "exited", exitCode: 0 });
  });

  it("begins again what somebody stopped in Ray and did not stop by itself in time", async () => {
    await launcher.submit(first);
    await untilTrained("1\n");
    await cluster.ask("POST", `api/jobs/${await jobIdOf(first)}/stop`);
    await untilStatus(first, "STOPPED");
    const impatient = rayLauncher(backend, { endedMs: 500 });
    expect(await untilExited(first, impatient)).toEqual({ kind: "exited", exitCode: 75 });
    expect(await text("attempts", "1", RAY_LOG)).toMatch(/^Ray says STOPPED: /m);
  });

  it("keeps in the log why Ray could not begin a job", async () => {
    run = await newRun({ ...resources, resources: { CPU: 1 } });
    first = submissionOf(run);
    await launcher.submit(first);
    expect(await untilExited(first)).toEqual({ kind: "gone" });
    expect(await launcher.logs(first, 100_000)).toMatch(/Ray says FAILED: Failed to start supervisor actor/);
  });

  it("says which token is refused and where it lies, and never tells it", async () => {
    const wrong = path.join(home, "wrong-token");
    await writeFile(wrong, "wrong-secret\n");
    const refused = open({ tokenFile: wrong }).check();
    await expect(refused).rejects.toMatchObject({
      code: "not-ready",
      message: `Laboratory refuses the token (403) from the file ${wrong}.`,
    });
    await expect(open({ tokenFile: undefined }).check()).rejects.toMatchObject({
      message: "Laboratory asks for a token (401), and none is named.",
    });
    await expect(open({ tokenFile: "/nowhere" }).check()).rejects.toMatchObject({
      message: "Laboratory: there is no token in the file /nowhere.",
    });
  });

  it("is proved by a job that reads what the studio wrote and starts the Python that is named", async () => {
    const signal = new AbortController().signal;
    const folders = { runsFolder: home, corporaFolder: path.join(home, "corpora") };
    const said = (await checkRay(backend, folders, signal)).map(
      ({ name, ok, detail }) => `${ok ? "ok" : "not ok"}, ${name}: ${detail}`,
    );
    expect(said).toEqual([
      `ok, dashboard and token: Ray 2.55.1 takes the token from the file ${cluster.tokenFile}`,
      expect.stringMatching(/^ok, jobs: answers and knows \d+ job\(s\)$/),
      "ok, templates: 1 node(s); each of small fits one of them",
      expect.stringMatching(/^ok, shared storage: /),
      expect.stringMatching(
        /^not ok, Python and trainer: .*\/python does not start the trainer on the cluster: world.py /,
      ),
    ]);
    const large = { name: "large", ...resources, gpusPerNode: 8, adjustable: {} };
    expect((await checkRay({ ...backend, templates: [large] }, folders, signal)).at(-1)?.detail).toMatch(
      /^large: no node of Laboratory that is up has room for it \(.* has 2 GPU, not 8\)\./,
    );
  });

  it("follows a job that a head forgot by its files, and stops it by a file", async () => {
    await launcher.submit(first);
    await untilTrained("1\n");
    const stopped = submissionOf((run = await newRun()));
    await launcher.submit(stopped);
    await untilTrained("1\n");
    await cluster.crash();
    const other = submissionOf(await newRun());
    expect(
      await until(async () => ((await launcher.observe(first)).kind === "unreachable" ? true : null)),
    ).toBe(true);
    await expect(open().submit(other)).rejects.toThrow(BackendUnreachable);
    await expect(open().list(home)).rejects.toThrow(BackendUnreachable);
    await expect(launcher.cancel(stopped, { force: false })).rejects.toThrow(BackendUnreachable);
    expect(await untilExited(stopped)).toEqual({ kind: "exited", exitCode: 75 });

    await cluster.up();
    const impatient = rayLauncher(backend, { forgottenMs: 1_500 });
    for (let look = 0; look < 10; look += 1) {
      expect(await impatient.observe(first)).toEqual({ kind: "running" });
      await delay(200);
    }
    await writeFile(path.join(first.runDirectory, "vanish"), "");
    expect(await untilExited(first, impatient)).toEqual({ kind: "gone" });
    await launcher.submit(other);
    run = other.runDirectory;
    await untilTrained("1\n");
    await finish();
    expect(await untilExited(other)).toEqual({ kind: "exited", exitCode: 0 });
  });
});
