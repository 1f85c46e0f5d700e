import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { RayBackend } from "@/server/training/backends";
import { packCode } from "@/server/training/ray/code-package";
import { jobRequest, rayScript } from "@/server/training/ray/ray-script";

const backend: RayBackend = {
  id: "lab",
  kind: "ray",
  label: "Laboratory",
  address: "http://head:8265",
  tokenFile: "/etc/secret",
  answerSeconds: 30,
  paths: [{ studio: "/srv/studio", cluster: "/gpfs/it's here" }],
  python: "/opt/python",
  setup: ["module load cuda"],
  checkpointSeconds: 300,
  pollSeconds: 5,
  templates: [],
};
const resources = {
  nodes: 1 as const,
  gpusPerNode: 4,
  gpuType: "A100",
  cpusPerTask: 32,
  memory: "128G",
  resources: { fast_disk: 1 },
};
const submission = { runId: "r", runDirectory: "/srv/studio/runs/r", number: 2, processes: 4 };

describe("a job of Ray", () => {
  it("asks for what the template says, marked with whose it is", () => {
    expect(jobRequest(backend, resources, submission, { nonce: "n0", code: "gcs://c.zip" })).toEqual({
      submission_id: "mrs-r-2-n0",
      entrypoint:
        "META_RATER_CODE=\"$PWD\" PYTHONPATH= exec bash -l '/gpfs/it'\\''s here/runs/r/attempts/2/job.sh'",
      entrypoint_num_cpus: 32,
      entrypoint_num_gpus: 4,
      entrypoint_memory: 137_438_953_472,
      entrypoint_resources: { fast_disk: 1, "accelerator_type:A100": 0.001 },
      runtime_env: { working_dir: "gcs://c.zip", env_vars: { RAY_JOB_STOP_WAIT_TIME_S: "300" } },
      metadata: { run: "r", attempt: "2", nonce: "n0", studio: "/gpfs/it's here/runs" },
    });
  });

  it("trains once, under a supervisor that is stopped by files", () => {
    const plain = { ...backend, paths: [], setup: [] };
    expect(rayScript(plain, resources, submission, "n0").split("\n")).toEqual([
      "#!/bin/bash -l",
      "exec >>'/srv/studio/runs/r/attempts/2/ray.log' 2>&1 || exit 1",
      "trap 'exit 75' TERM",
      "[ ! -e '/srv/studio/runs/r/attempts/2/stop_requested' ] && [ ! -e '/srv/studio/runs/r/attempts/3' ] || exit 0",
      "mkdir '/srv/studio/runs/r/attempts/2/started' || { [ -d '/srv/studio/runs/r/attempts/2/started' ] && exit 0; exit 1; }",
      "cd '/srv/studio/runs/r' || exit 1",
      'unset "${!RAY_@}"',
      "export HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 TOKENIZERS_PARALLELISM=false PYTHONUNBUFFERED=1",
      "export OMP_NUM_THREADS=8",
      "export META_RATER_NONCE='n0' META_RATER_ATTEMPT='/srv/studio/runs/r/attempts/2'",
      'export PYTHONPATH="$META_RATER_CODE""${PYTHONPATH:+:$PYTHONPATH}"',
      "trap : TERM",
      "/opt/python -m meta_rater_gpu.supervise /srv/studio/runs/r --attempt 2 --by-files -- /opt/python -m torch.distributed.run --standalone --nproc-per-node=4 -m meta_rater_gpu.attempt /srv/studio/runs/r --attempt 2",
      "",
    ]);
  });

  it("carries the same bytes of code whenever it is packed, and no word of the token", async () => {
    const [once, again] = await Promise.all([packCode(), packCode()]);
    expect(again.name).toBe(once.name);
    expect(Buffer.from(again.bytes).equals(Buffer.from(once.bytes))).toBe(true);
    const names = Object.keys(unzipSync(once.bytes));
    expect(names).toContain("meta_rater_gpu/supervise.py");
    expect(names.every((name) => /^meta_rater_gpu\/\w+\.py$/.test(name))).toBe(true);
    expect(rayScript(backend, resources, submission, "n0")).not.toContain("secret");
  });
});
