import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SlurmBackend } from "@/server/training/backends";
import { clusterPath } from "@/server/training/cluster-paths";
import { restProperties } from "@/server/training/slurm/rest-properties";
import { batchScript } from "@/server/training/slurm/batch-job";
import { attemptJob, jobComment, readComment, STOPPABLE_STEP } from "@/server/training/slurm/attempt-job";

const backend: SlurmBackend = {
  id: "lab",
  kind: "slurm",
  label: "Laboratory",
  paths: [{ studio: "/srv/studio", cluster: "/gpfs/it's here" }],
  python: "/opt/python",
  trainer: "/opt/trainer",
  setup: ["module load cuda"],
  checkpointSeconds: 300,
  pollSeconds: 5,
  templates: [],
};
const resources = {
  partition: "gpu",
  account: "physics",
  nodes: 1,
  gpusPerNode: 4,
  gpuType: "a100",
  cpusPerTask: 32,
  memory: "128G",
  time: "12:00:00",
  options: { exclusive: true as const, exclude: "n[1-2]" },
};
const submission = { runId: "r", runDirectory: "/srv/studio/runs/r", number: 2, processes: 4 };

const scriptOf = (...asked: Parameters<typeof attemptJob>): string => batchScript(attemptJob(...asked));

describe("batch script of an attempt", () => {
  it("asks for what the template says and trains under the supervisor in its own place", () => {
    expect(scriptOf(backend, resources, submission, "n0").split("\n")).toEqual([
      "#!/bin/bash -l",
      "#SBATCH --job-name=mrs-r",
      "#SBATCH --comment=meta-rater/r/2/n0",
      "#SBATCH --dependency=singleton",
      "#SBATCH --no-requeue",
      "#SBATCH --signal=B:TERM@300",
      "#SBATCH --export=NIL",
      "#SBATCH --open-mode=append",
      "#SBATCH --partition=gpu",
      "#SBATCH --nodes=1",
      "#SBATCH --ntasks-per-node=1",
      "#SBATCH --cpus-per-task=32",
      "#SBATCH --mem=128G",
      "#SBATCH --time=12:00:00",
      "#SBATCH --gres=gpu:a100:4",
      "#SBATCH --account=physics",
      "#SBATCH --exclude=n[1-2]",
      "#SBATCH --exclusive",
      '#SBATCH --chdir="/gpfs/it\'s here/runs/r"',
      '#SBATCH --output="/gpfs/it\'s here/runs/r/attempts/2/slurm.log"',
      "",
      "[ ! -e '/gpfs/it'\\''s here/runs/r/attempts/2/stop_requested' ] && [ ! -e '/gpfs/it'\\''s here/runs/r/attempts/3' ] || exit 0",
      "mkdir '/gpfs/it'\\''s here/runs/r/attempts/2/started' || { [ -d '/gpfs/it'\\''s here/runs/r/attempts/2/started' ] && exit 0; exit 1; }",
      "trap 'echo \"setup failed: $BASH_COMMAND\" >&2; exit 78' ERR",
      "module load cuda",
      "trap - ERR",
      "export HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 TOKENIZERS_PARALLELISM=false PYTHONUNBUFFERED=1",
      "export OMP_NUM_THREADS=8 SLURM_EXPORT_ENV=ALL",
      "export META_RATER_NONCE='n0' META_RATER_ATTEMPT='/gpfs/it'\\''s here/runs/r/attempts/2'",
      `export PYTHONPATH='/opt/trainer'"\${PYTHONPATH:+:$PYTHONPATH}"`,
      "exec /opt/python -m meta_rater_gpu.supervise '/gpfs/it'\\''s here/runs/r' --attempt 2 -- /opt/python -m torch.distributed.run --standalone --nproc-per-node=4 -m meta_rater_gpu.attempt '/gpfs/it'\\''s here/runs/r' --attempt 2",
      "",
    ]);
  });

  it("starts torchrun on every node, which all meet on the first", () => {
    const several = { ...submission, runDirectory: "/srv/r", processes: 8 };
    const script = scriptOf(backend, { ...resources, nodes: 2 }, several, "n0");
    const last = script.split("\n").at(-2) ?? "";
    expect(last.split(" -- ")[0]).toBe("exec /opt/python -m meta_rater_gpu.supervise /srv/r --attempt 2");
    expect(last.slice(last.indexOf(" bash srun "))).toBe(
      " bash srun --nodes=2 --ntasks=2 --ntasks-per-node=1 --cpus-per-task=32 --kill-on-bad-exit=0 --wait=0 " +
        '/opt/python -m torch.distributed.run --nnodes=2 --nproc-per-node=4 --rdzv-backend=c10d --rdzv-id=r-2 --rdzv-endpoint="$(hostname):$((29500 + SLURM_JOB_ID % 1000))" ' +
        "-m meta_rater_gpu.attempt /srv/r --attempt 2",
    );
  });

  it("trains in a step where Slurm is spoken to by REST, which can signal nothing else before the time limit", () => {
    const rest = { address: "http://head:6820", tokenFile: "/t", answerSeconds: 30 };
    const script = scriptOf({ ...backend, rest }, resources, { ...submission, runDirectory: "/srv/r" }, "n0");
    const last = script.split("\n").at(-2) ?? "";
    expect(last.slice(last.indexOf(" bash srun "))).toBe(
      " bash srun --nodes=1 --ntasks=1 --ntasks-per-node=1 --cpus-per-task=32 --kill-on-bad-exit=0 --wait=0 " +
        "/opt/python -m torch.distributed.run --standalone --nproc-per-node=4 -m meta_rater_gpu.attempt /srv/r --attempt 2",
    );
  });

  it("is told to slurmrestd in its own names", () => {
    const percent = { ...submission, runDirectory: "/gpfs/100%/r" };
    const { options } = attemptJob({ ...backend, paths: [] }, resources, percent, "n0");
    expect(batchScript({ options, lines: [] })).toContain('--chdir="/gpfs/100%%/r"');
    expect(restProperties(options)).toEqual({
      name: "mrs-r",
      comment: "meta-rater/r/2/n0",
      dependency: "singleton",
      no_requeue: true,
      signal: "TERM@300",
      open_mode: "append",
      partition: "gpu",
      nodes: "1",
      tasks_per_node: "1",
      cpus_per_task: "32",
      memory_per_node: "128G",
      time_limit: "12:00:00",
      gres: "gpu:a100:4",
      account: "physics",
      exclude_nodes: "n[1-2]",
      exclusive: "exclusive",
      current_working_directory: "/gpfs/100%/r",
      standard_output: "/gpfs/100%%/r/attempts/2/slurm.log",
      environment: { PATH: "/usr/local/bin:/usr/bin:/bin" },
    });
  });

  describe("run by bash", () => {
    let folder = "";
    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), "sbatch-script-"));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    const run = (setup: string[]): { code: number | null; said: string } => {
      const script = scriptOf(
        { ...backend, python: "true", setup },
        resources,
        { ...submission, runDirectory: folder },
        "n0",
      );
      const { status, stderr } = spawnSync("bash", ["-c", script], { encoding: "utf8" });
      return { code: status, said: stderr };
    };

    it("says that its folder cannot be made, and ends with 0 where another job of the attempt trains", async () => {
      expect(run([]).code).toBe(1);
      await mkdir(path.join(folder, "attempts", "2", "started"), { recursive: true });
      expect(run([]).code).toBe(0);
    });

    it("ends with 78 and names the line of the setup that failed", async () => {
      await mkdir(path.join(folder, "attempts", "2"), { recursive: true });
      expect(run(["true", "test -e /nowhere/at/all", "true"])).toEqual({
        code: 78,
        said: "setup failed: test -e /nowhere/at/all\n",
      });
    });
  });

  it("is known by its comment, and no other comment is", () => {
    expect(readComment(jobComment(submission, "n0"))).toEqual({ runId: "r", attempt: 2, nonce: "n0" });
    for (const comment of ["", "meta-rater", "meta-rater/r/0/n", "meta-rater/r/2/n/x", "(null)"])
      expect(readComment(comment)).toBe(null);
  });
});

describe("a path on the cluster", () => {
  const pairs = [
    { studio: "/srv", cluster: "/a" },
    { studio: "/srv/studio/", cluster: "/b" },
  ];
  it("lies in the folder of the longest pair, and where it was outside all of them", () => {
    expect(clusterPath("/srv/studio/runs/r", pairs)).toBe("/b/runs/r");
    expect(clusterPath("/srv/studio", pairs)).toBe("/b");
    expect(clusterPath("/srv/studio-2/x", pairs)).toBe("/a/studio-2/x");
    expect(clusterPath("/srv/..x", pairs)).toBe("/a/..x");
    expect(clusterPath("/elsewhere", pairs)).toBe("/elsewhere");
  });
});

describe("a step that can be stopped", () => {
  it("has its own exit code though it ends while the signal is handed on", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "step-"));
    const [scancel, begun] = [path.join(folder, "scancel"), path.join(folder, "begun")];
    await writeFile(scancel, "#!/bin/sh\nsleep 1\n", { mode: 0o755 });
    const step = ["sh", "-c", `touch ${begun}; sleep 0.4; exit 75`];
    const shell = spawn("bash", ["-c", STOPPABLE_STEP, "bash", ...step], {
      env: { ...process.env, PATH: `${folder}:${process.env["PATH"] ?? ""}`, SLURM_JOB_ID: "1" },
    });
    const ended = new Promise<number | null>((resolve) => shell.once("exit", resolve));
    await expect.poll(() => existsSync(begun)).toBe(true);
    shell.kill("SIGTERM");
    expect(await ended).toBe(75);
    await rm(folder, { recursive: true });
  });
});
