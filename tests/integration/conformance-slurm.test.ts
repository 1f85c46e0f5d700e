import { rm, symlink } from "node:fs/promises";
import { afterAll } from "vitest";
import { gpuEnvironment, gpuPython } from "@/server/training/gpu-environment";
import { describeConformance } from "@/tests/support/launcher-conformance";
import { startSlurm } from "@/tests/support/slurm";

const environment = await gpuEnvironment();
const slurm = environment.state === "ready" ? await startSlurm() : environment.message;
if (typeof slurm === "string") console.log(slurm);

/** Where the studio's folder lies for the cluster. */
let folderThere = "";

afterAll(async () => {
  await rm(folderThere, { force: true });
  if (typeof slurm !== "string") await slurm.down();
});

const skip = typeof slurm === "string";
describeConformance("Slurm", { skip, mayFallSilent: true }, async (home) => {
  if (typeof slurm === "string") throw new Error(slurm);
  folderThere = `${home}-there`;
  await symlink(home, folderThere);
  return {
    id: "lab",
    template: "small",
    backends: [
      {
        id: "lab",
        kind: "slurm",
        label: "Laboratory",
        config: slurm.config,
        paths: [{ studio: home, cluster: folderThere }],
        python: gpuPython(),
        pollSeconds: 0.3,
        templates: [
          {
            name: "small",
            partition: "gpu",
            nodes: 1,
            gpusPerNode: 1,
            cpusPerTask: 2,
            memory: "2G",
            time: "01:00:00",
          },
        ],
      },
    ],
    preempt: async (_, runId) => {
      // A job of a partition with a higher rank that wants all nodes to itself.
      await slurm.command(
        "sbatch",
        ...["--wait", "--partition=urgent", "--nodes=2", "--exclusive", "--output=/dev/null"],
        ...["--wrap=true", `--job-name=urgent-${runId}`],
      );
    },
    silence: {
      begin: () => slurm.kill("slurmctld"),
      end: () => slurm.up(),
    },
  };
});
