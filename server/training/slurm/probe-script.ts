import type { SlurmResources } from "@/core/cluster-resources";
import { pythonPathLine } from "@/server/training/attempt-script";
import type { SlurmBackend } from "@/server/training/backends";
import type { Probe } from "@/server/training/check-steps";
import { probeLines, type ProbePlaces } from "@/server/training/probe-lines";
import { quoted } from "@/server/training/shell-words";
import { resourceOptions } from "@/server/training/slurm/sbatch-script";

/** What the job of a check is known by. */
export const probeComment = (nonce: string): string => `meta-rater-check/${nonce}`;

/** At most one node with one GPU of a template for five minutes. */
const little = (resources: SlurmResources): SlurmResources => ({
  ...resources,
  nodes: 1,
  gpusPerNode: Math.min(1, resources.gpusPerNode),
  time: "00:05:00",
});

/** A batch script that copies the nonces it finds in two folders of the cluster, and starts the trainer's Python there. */
export function probeScript(
  backend: SlurmBackend,
  resources: SlurmResources,
  probe: ProbePlaces & Pick<Probe, "nonce">,
): string {
  const code = backend.trainer === undefined ? [] : [pythonPathLine(quoted(backend.trainer))];
  return [
    "#!/bin/bash -l",
    "#SBATCH --job-name=mrs-check",
    `#SBATCH --comment=${probeComment(probe.nonce)}`,
    "#SBATCH --output=/dev/null",
    "#SBATCH --chdir=/",
    "#SBATCH --export=NIL",
    "#SBATCH --no-requeue",
    ...resourceOptions(little(resources)).map((option) => `#SBATCH ${option}`),
    "",
    ...probeLines(backend, probe, code),
    "",
  ].join("\n");
}
