import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkBackend } from "@/server/services/backend/check";
import { runPath, runsPath } from "@/server/storage/home";
import { findBackend } from "@/server/training/backends";
import { gpuEnvironment, gpuPython } from "@/server/training/gpu-environment";
import { openLauncher } from "@/server/training/open-launcher";
import { startSlurm, type TestSlurm } from "@/tests/support/slurm";
import { trainingStudio, type TrainingStudio } from "@/tests/support/training-studio";

const ROOT = path.join(import.meta.dirname, "..", "..");
const environment = await gpuEnvironment();
const slurm = environment.state === "ready" ? await startSlurm() : environment.message;
if (typeof slurm === "string") console.log(slurm);

const small = {
  name: "small",
  partition: "gpu",
  nodes: 1,
  gpusPerNode: 1,
  cpusPerTask: 1,
  memory: "2G",
  time: "01:00:00",
  adjustable: { nodes: { min: 1, max: 2 }, time: { min: "00:10:00", max: "02:00:00" } },
};

describe.skipIf(typeof slurm === "string")("a cluster of the studio", { timeout: 900_000 }, () => {
  const cluster = slurm as TestSlurm;
  let studio: TrainingStudio;

  beforeAll(async () => {
    studio = await trainingStudio();
    const runsElsewhere = path.join(studio.home, "elsewhere", "runs");
    await mkdir(runsPath(studio.home), { recursive: true });
    await mkdir(path.dirname(runsElsewhere));
    await symlink(runsPath(studio.home), runsElsewhere);
    const lab = {
      id: "lab",
      kind: "slurm",
      label: "Laboratory",
      config: cluster.config,
      python: gpuPython(),
      pollSeconds: 0.3,
      templates: [small],
    };
    const backends = [
      lab,
      { ...lab, id: "rest", config: undefined, rest: { ...cluster.rest } },
      { ...lab, id: "elsewhere", paths: [{ studio: studio.home, cluster: "/nowhere/studio" }] },
      { ...lab, id: "apart", paths: [{ studio: runsPath(studio.home), cluster: runsElsewhere }] },
      { ...lab, id: "bare", python: "/bin/false" },
      { ...lab, id: "odd", templates: [small, { ...small, name: "moon", partition: "moon" }] },
    ];
    await writeFile(path.join(studio.home, "backends.json"), JSON.stringify(backends));
  });

  afterAll(async () => {
    await studio.killWorkers();
    await studio.end();
    await cluster.down();
  });

  const check = async (id: string) => {
    const signal = new AbortController().signal;
    const steps = await checkBackend({ ctx: studio.ctx, input: { id }, signal });
    return steps.map(({ name, ok, detail }) => `${ok ? "ok" : "not ok"}, ${name}: ${detail}`);
  };

  function cli(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const child = spawn(process.execPath, ["--import", "tsx", "server/cli/main.ts", ...args], {
      cwd: ROOT,
      env: studio.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [out, err] = ["", ""];
    child.stdout.on("data", (data: Buffer) => (out += data.toString()));
    child.stderr.on("data", (data: Buffer) => (err += data.toString()));
    return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err })));
  }

  it("is proved by a job that reads what the studio wrote and starts the trainer's Python", async () => {
    const { code, out } = await cli("backends", "check", "lab");
    expect(out.split("\n").map((line) => line.split(":")[0])).toEqual([
      ...["ok      programs of Slurm", "ok      queue", "ok      templates"],
      ...["ok      shared storage", "ok      Python and trainer", "ok      tokens of corpora", ""],
    ]);
    expect(code).toBe(0);
    expect(await readdir(runsPath(studio.home))).toEqual([]);
  });

  it("says which step of a check fails, and how to mend it", async () => {
    expect((await check("elsewhere")).at(-1)).toMatch(
      /^not ok, shared storage: A job found no file of the studio in \/nowhere\/studio\/runs\/\.check-.* "paths"/,
    );
    expect((await check("apart")).at(-1)).toMatch(
      /^not ok, tokens of corpora: A job found no file of the studio in .*\/elsewhere\/corpora, beside the runs/,
    );
    expect((await check("bare")).at(-1)).toMatch(/^not ok, Python and trainer: \/bin\/false does not start/);
    expect((await check("odd")).at(-1)).toMatch(/^not ok, templates: moon: Laboratory refused: /);
  });

  it("is asked for no more than its template allows", async () => {
    const place = { backend: "lab", template: "small" };
    await expect(studio.submit(randomUUID(), { backend: "lab" })).rejects.toMatchObject({
      message: "No template is named for Laboratory.",
    });
    await expect(studio.submit(randomUUID(), { ...place, processes: 3 })).rejects.toMatchObject({
      message: "The training has 3 process(es), but small has room for 1: one a GPU.",
    });
    const arguments_ = ["--selection", studio.selectionId, "--model", "tiny", "--backend", "lab"];
    const refused = await cli("train", ...arguments_, "--template", "small", "--set", "time=03:00:00");
    expect(refused).toMatchObject({
      code: 2,
      err: 'time is "03:00:00". It may be 00:10:00 to 02:00:00.\n',
    });
    expect(await studio.ctx.db.run.count()).toBe(0);
  });

  it("is proved by slurmrestd, which takes away what a check that was killed has left", async () => {
    const left = ["--job-name=mrs-check", "--comment=meta-rater-check", "--begin=now+30days"];
    await cluster.command("sbatch", ...left, "--output=/dev/null", "--wrap=true");
    const { code, out } = await cli("backends", "check", "rest");
    expect(out).toMatch(
      /^ok {6}slurmrestd and token: slurm \S+ by REST v0\.0\.38 takes the token from the file /,
    );
    expect(code).toBe(0);
    const waiting = ["--noheader", "--states=PENDING", "--name=mrs-check", "--format=%i"];
    expect(await cluster.command("squeue", ...waiting)).toBe("");
  });

  it("is trained on by slurmrestd, through a pre-emption", async () => {
    const id = randomUUID();
    await studio.submit(id, { backend: "rest", template: "small" });
    studio.startWorker();
    await studio.untilCheckpoint(id);
    const launcher = openLauncher(await findBackend("rest", studio.home));
    await launcher.cancel({ runId: id, runDirectory: runPath(id, studio.home), number: 1 }, { force: false });
    const run = await studio.untilState(id, "succeeded");
    expect(run.attempts).toMatchObject([
      { number: 1, state: "preempted", exitCode: 75 },
      { number: 2, state: "succeeded", exitCode: 0 },
    ]);
    await studio.everyStepOnce(id);
    await studio.killWorkers();
  });

  it("trains one run on two nodes, through a pre-emption", async () => {
    const id = randomUUID();
    await studio.submit(id, { backend: "lab", template: "small", changes: { nodes: 2 }, processes: 2 });
    studio.startWorker();
    await studio.untilCheckpoint(id);
    const launcher = openLauncher(await findBackend("lab", studio.home));
    await launcher.cancel({ runId: id, runDirectory: runPath(id, studio.home), number: 1 }, { force: false });
    const run = await studio.untilState(id, "succeeded");
    expect(run.attempts).toMatchObject([
      { number: 1, state: "preempted", exitCode: 75 },
      { number: 2, state: "succeeded", exitCode: 0 },
    ]);
    await studio.everyStepOnce(id);
  });
});
