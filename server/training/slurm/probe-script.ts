import path from "node:path";
import type { ClusterResources } from "@/core/cluster-resources";
import type { SlurmBackend } from "@/server/training/backends";
import { quoted } from "@/server/training/shell-words";
import { resourceOptions, setupLines } from "@/server/training/slurm/sbatch-script";

/** What the job of a check is known by. */
export const probeComment = (nonce: string): string => `meta-rater-check/${nonce}`;

/** At most one node with one GPU of a template for five minutes. */
const little = (resources: ClusterResources): ClusterResources => ({
  ...resources,
  nodes: 1,
  gpusPerNode: Math.min(1, resources.gpusPerNode),
  time: "00:05:00",
});

interface ProbePlaces {
  /** Folder of the check among the runs, for the cluster. */
  readonly folder: string;
  /** Where a run would look for the one in corpora/. */
  readonly corpus: string;
  readonly nonce: string;
}

/** A batch script that copies the nonces it finds in two folders of the cluster, and starts the trainer's Python there. */
export function probeScript(
  backend: SlurmBackend,
  resources: ClusterResources,
  { folder, corpus, nonce }: ProbePlaces,
): string {
  const python = `${quoted(backend.python)} -m meta_rater_gpu.check`;
  return [
    "#!/bin/bash -l",
    "#SBATCH --job-name=mrs-check",
    `#SBATCH --comment=${probeComment(nonce)}`,
    "#SBATCH --output=/dev/null",
    "#SBATCH --chdir=/",
    "#SBATCH --export=NIL",
    "#SBATCH --no-requeue",
    ...resourceOptions(little(resources)).map((option) => `#SBATCH ${option}`),
    "",
    `cd ${quoted(folder)} || exit 1`,
    "cat nonce >nonce-read.draft && mv nonce-read.draft nonce-read || exit 1",
    `cat ${quoted(path.posix.join(corpus, "nonce"))} >corpus-read.draft; mv corpus-read.draft corpus-read`,
    ...setupLines(backend.setup, "python-said"),
    ...(backend.trainer === undefined ? [] : [`export PYTHONPATH=${quoted(backend.trainer)}`]),
    `${python} >python-said.draft 2>&1`,
    "mv python-said.draft python-said",
    "",
  ].join("\n");
}
