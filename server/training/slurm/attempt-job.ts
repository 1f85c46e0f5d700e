import path from "node:path";
import type { SlurmResources } from "@/core/cluster-resources";
import {
  attemptThere,
  environmentLines,
  guardLines,
  pythonPathLine,
  setupLines,
} from "@/server/training/attempt-script";
import type { SlurmBackend } from "@/server/training/backends";
import type { Submission } from "@/server/training/launcher";
import { SLURM_LOG } from "@/server/training/run-files";
import type { BatchJob, SbatchOptions } from "@/server/training/slurm/batch-job";
import { commandLine, quoted } from "@/server/training/shell-words";
import { supervised, trainerModule, trainerProgram } from "@/server/training/trainer-command";

/** One name a run: with `singleton` no two of its attempts ever run at once. */
export const jobName = (runId: string): string => `mrs-${runId}`;

/** What a job is known by: an id may be given again to another job, and a name belongs to all attempts of a run. */
export const jobComment = ({ runId, number }: Pick<Submission, "runId" | "number">, nonce: string): string =>
  `meta-rater/${runId}/${String(number)}/${nonce}`;

export interface JobMark {
  readonly runId: string;
  readonly attempt: number;
  readonly nonce: string;
}

/** What `jobComment` wrote, null for a job of somebody else's. */
export function readComment(comment: string): JobMark | null {
  const [, runId, attempt, nonce] = /^meta-rater\/([^/]+)\/([1-9]\d*)\/([^/]+)$/.exec(comment) ?? [];
  return runId === undefined || nonce === undefined ? null : { runId, attempt: Number(attempt), nonce };
}

/** The batch job of an attempt. */
export function attemptJob(
  backend: SlurmBackend,
  resources: SlurmResources,
  submission: Submission,
  nonce: string,
): BatchJob {
  const there = attemptThere(submission, backend);
  return {
    options: {
      ...attemptOptions(backend, submission, nonce),
      ...resourceOptions(resources),
      chdir: there.runDirectory,
      output: path.posix.join(there.folder, SLURM_LOG),
    },
    lines: [
      ...guardLines(there),
      ...setupLines(backend.setup, "&2"),
      ...environmentLines(there, resources, nonce, ["SLURM_EXPORT_ENV=ALL"]),
      ...(backend.trainer === undefined ? [] : [pythonPathLine(quoted(backend.trainer))]),
      ...programLines(backend, resources, there),
    ],
  };
}

const attemptOptions = (
  { checkpointSeconds }: SlurmBackend,
  submission: Submission,
  nonce: string,
): SbatchOptions => ({
  "job-name": jobName(submission.runId),
  comment: jobComment(submission, nonce),
  dependency: "singleton",
  "no-requeue": true,
  signal: `B:TERM@${String(checkpointSeconds)}`,
  export: "NIL",
  "open-mode": "append",
});

/** Options of sbatch for what a template asks. */
export function resourceOptions(resources: SlurmResources): SbatchOptions {
  const { partition, account, qos, constraint, nodes, gpusPerNode, gpuType, cpusPerTask } = resources;
  const { exclusive, ...others } = resources.options ?? {};
  const gpus =
    gpusPerNode === 0 ? undefined : ["gpu", gpuType, String(gpusPerNode)].filter(Boolean).join(":");
  const named = {
    partition,
    nodes: String(nodes),
    "ntasks-per-node": "1",
    "cpus-per-task": String(cpusPerTask),
    mem: resources.memory,
    time: resources.time,
    gres: gpus,
    account,
    qos,
    constraint,
    ...others,
    exclusive,
  };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/**
 * The supervisor takes the place of the script, so that Slurm's signal to the script is the supervisor's. Slurm's REST cannot ask
 * for that signal before the time limit: it goes to the steps of the job, and is lost without one.
 */
function programLines(
  { python, rest }: SlurmBackend,
  resources: SlurmResources,
  submission: Submission,
): readonly string[] {
  if (resources.nodes > 1) return severalNodes(python, resources, submission);
  const program = trainerProgram(python, submission);
  const placed = rest === undefined ? program : [...stoppableStep(resources), ...program];
  return [`exec ${commandLine(supervised(python, submission, placed))}`];
}

function severalNodes(python: string, resources: SlurmResources, submission: Submission): readonly string[] {
  const program = [
    ...stoppableStep(resources),
    ...[python, "-m", "torch.distributed.run", `--nnodes=${String(resources.nodes)}`],
    `--nproc-per-node=${String(submission.processes / resources.nodes)}`,
    ...["--rdzv-backend=c10d", `--rdzv-id=${submission.runId}-${String(submission.number)}`],
  ];
  const meeting = '--rdzv-endpoint="$(hostname):$((29500 + SLURM_JOB_ID % 1000))"';
  return [
    "# The script runs on the first node, where all nodes meet.",
    `exec ${commandLine(supervised(python, submission, program))} ${meeting} ${commandLine(trainerModule(submission))}`,
  ];
}

/** What stands before a program that is to run as a step, once on every node. */
function stoppableStep({ nodes, cpusPerTask }: SlurmResources): readonly string[] {
  return [
    ...["bash", "-c", STOPPABLE_STEP, "bash"],
    ...["srun", `--nodes=${String(nodes)}`, `--ntasks=${String(nodes)}`, "--ntasks-per-node=1"],
    // srun of 22.05 and later does not take it over from the job.
    `--cpus-per-task=${String(cpusPerTask)}`,
    ...["--kill-on-bad-exit=0", "--wait=0"],
  ];
}

/**
 * Runs the job's one step. srun answers SIGTERM by killing it, so it stands outside of the supervisor's group and Slurm is
 * asked to hand the signal to the trainers; srun then ends by itself. A wait that the signal broke off has its code, not the
 * step's, which may have ended meanwhile: it is asked for once more.
 */
export const STOPPABLE_STEP = [
  'setsid "$@" & step=$!',
  'trap "scancel --signal=TERM $SLURM_JOB_ID.0" TERM',
  "while wait $step; kill -0 $step 2>/dev/null; do :; done",
  "wait $step",
].join("; ");
