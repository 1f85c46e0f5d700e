import type { SlurmResources } from "@/core/cluster-resources";
import { pythonPathLine } from "@/server/training/attempt-script";
import type { SlurmBackend } from "@/server/training/backends";
import type { Probe } from "@/server/training/check-steps";
import { probeLines, type ProbePlaces } from "@/server/training/probe-lines";
import { quoted } from "@/server/training/shell-words";
import type { BatchJob, SbatchOptions } from "@/server/training/slurm/batch-job";
import { resourceOptions } from "@/server/training/slurm/attempt-job";

/** What jobs are known by that only try whether Slurm would take them. */
export const CHECK = "meta-rater-check";

/** What the job of a check is known by. */
export const probeComment = (nonce: string): string => `${CHECK}/${nonce}`;

/** At most one node with one GPU of a template for five minutes. */
const little = (resources: SlurmResources): SlurmResources => ({
  ...resources,
  nodes: 1,
  gpusPerNode: Math.min(1, resources.gpusPerNode),
  time: "00:05:00",
});

/** A batch job that copies the nonces it finds in two folders of the cluster, and starts the trainer's Python there. */
export const probeBatchJob = (
  backend: SlurmBackend,
  resources: SlurmResources,
  probe: ProbePlaces & Pick<Probe, "nonce">,
): BatchJob => ({
  options: { ...checkOptions(probeComment(probe.nonce)), ...resourceOptions(little(resources)) },
  lines: probeLines(
    backend,
    probe,
    backend.trainer === undefined ? [] : [pythonPathLine(quoted(backend.trainer))],
  ),
});

/** A batch job that asks for what a template gives, and does nothing. */
export const templateJob = (resources: SlurmResources): BatchJob => ({
  options: { ...checkOptions(CHECK), ...resourceOptions(resources) },
  lines: ["true"],
});

const checkOptions = (comment: string): SbatchOptions => ({
  "job-name": "mrs-check",
  comment,
  output: "/dev/null",
  chdir: "/",
  export: "NIL",
  "no-requeue": true,
});
