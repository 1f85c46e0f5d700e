import { describe, expect, it } from "vitest";
import type { SlurmBackend } from "@/server/training/backends";
import { clusterPath } from "@/server/training/cluster-paths";
import { jobComment, readComment, sbatchScript } from "@/server/training/slurm/sbatch-script";

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

describe("batch script of an attempt", () => {
  it("asks for what the template says and trains under the supervisor in its own place", () => {
    expect(sbatchScript(backend, resources, submission, "n0").split("\n")).toEqual([
      "#!/bin/bash",
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
      "mkdir '/gpfs/it'\\''s here/runs/r/attempts/2/started' || exit 0",
      "module load cuda",
      "export HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 TOKENIZERS_PARALLELISM=false PYTHONUNBUFFERED=1",
      "export OMP_NUM_THREADS=8 SLURM_EXPORT_ENV=ALL",
      "export META_RATER_NONCE='n0' META_RATER_ATTEMPT='/gpfs/it'\\''s here/runs/r/attempts/2'",
      "export PYTHONPATH='/opt/trainer'",
      "exec /opt/python -m meta_rater_gpu.supervise '/gpfs/it'\\''s here/runs/r' --attempt 2 -- /opt/python -m torch.distributed.run --standalone --nproc-per-node=4 -m meta_rater_gpu.train '/gpfs/it'\\''s here/runs/r' --attempt 2",
      "",
    ]);
  });

  it("starts torchrun on every node, which all meet on the first", () => {
    const several = { ...submission, runDirectory: "/srv/r", processes: 8 };
    const script = sbatchScript(backend, { ...resources, nodes: 2 }, several, "n0");
    const last = script.split("\n").at(-2) ?? "";
    expect(last.split(" -- ")[0]).toBe("exec /opt/python -m meta_rater_gpu.supervise /srv/r --attempt 2");
    expect(last.slice(last.indexOf(" bash srun "))).toBe(
      " bash srun --nodes=2 --ntasks=2 --ntasks-per-node=1 --kill-on-bad-exit=0 --wait=0 " +
        '/opt/python -m torch.distributed.run --nnodes=2 --nproc-per-node=4 --rdzv-backend=c10d --rdzv-id=r-2 --rdzv-endpoint="$(hostname):$((29500 + SLURM_JOB_ID % 1000))" ' +
        "-m meta_rater_gpu.train /srv/r --attempt 2",
    );
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
