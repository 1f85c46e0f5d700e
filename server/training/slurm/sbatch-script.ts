import path from "node:path";
import type { ClusterResources } from "@/core/cluster-resources";
import { EXIT } from "@/server/training/attempt-outcome";
import type { SlurmBackend } from "@/server/training/backends";
import { clusterPath } from "@/server/training/cluster-paths";
import type { Submission } from "@/server/training/launcher";
import { ATTEMPT_VARIABLE, NONCE_VARIABLE } from "@/server/training/process-nonce";
import { attemptPath, SLURM_LOG, STOP_REQUESTED } from "@/server/training/run-files";
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

/** Name of the folder in attempts/<n> that the one job makes which trains the attempt. */
export const STARTED = "started";

/**
 * The batch script of an attempt. It trains at most once: a second job of the same attempt, one whose attempt is given
 * up, or one that was cancelled before it began, ends at once with 0.
 */
export function sbatchScript(
  backend: SlurmBackend,
  resources: ClusterResources,
  submission: Submission,
  nonce: string,
): string {
  const directory = clusterPath(submission.runDirectory, backend.paths);
  const there = { ...submission, runDirectory: directory };
  const attempt = path.posix.join(directory, "attempts", String(submission.number));
  const next = path.posix.join(directory, "attempts", String(submission.number + 1));
  const started = quoted(path.posix.join(attempt, STARTED));
  const threads = Math.max(1, Math.floor(resources.cpusPerTask / Math.max(1, resources.gpusPerNode)));
  return [
    "#!/bin/bash -l",
    ...optionLines(backend, resources, submission, nonce).map((option) => `#SBATCH ${option}`),
    `#SBATCH --chdir=${optionPath(directory)}`,
    `#SBATCH --output=${optionPath(path.posix.join(attempt, SLURM_LOG))}`,
    "",
    `[ ! -e ${quoted(path.posix.join(attempt, STOP_REQUESTED))} ] && [ ! -e ${quoted(next)} ] || exit 0`,
    `mkdir ${started} || { [ -d ${started} ] && exit 0; exit 1; }`,
    ...setupLines(backend.setup, "&2"),
    "export HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 TOKENIZERS_PARALLELISM=false PYTHONUNBUFFERED=1",
    `export OMP_NUM_THREADS=${String(threads)} SLURM_EXPORT_ENV=ALL`,
    `export ${NONCE_VARIABLE}=${quoted(nonce)} ${ATTEMPT_VARIABLE}=${quoted(attempt)}`,
    ...(backend.trainer === undefined ? [] : [`export PYTHONPATH=${quoted(backend.trainer)}`]),
    ...programLines(backend.python, resources, there),
    "",
  ].join("\n");
}

/**
 * The lines of `setup`, of which the first that fails ends the script with 78 and is named in a file, or `&2`. They need a
 * login shell: elsewhere `module` is unknown, for Slurm is told to hand no environment on.
 */
export const setupLines = (setup: readonly string[], told: string): readonly string[] =>
  setup.length === 0
    ? []
    : [
        `trap 'echo "setup failed: $BASH_COMMAND" >${told}; exit ${String(EXIT.badConfiguration)}' ERR`,
        ...setup,
        "trap - ERR",
      ];

function optionLines(
  backend: SlurmBackend,
  resources: ClusterResources,
  submission: Submission,
  nonce: string,
): readonly string[] {
  return [
    `--job-name=${jobName(submission.runId)}`,
    `--comment=${jobComment(submission, nonce)}`,
    "--dependency=singleton",
    "--no-requeue",
    `--signal=B:TERM@${String(backend.checkpointSeconds)}`,
    "--export=NIL",
    "--open-mode=append",
    ...resourceOptions(resources),
  ];
}

/** Options of sbatch for what a template asks. */
export function resourceOptions(resources: ClusterResources): readonly string[] {
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
  };
  const options = Object.entries(named).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}=${value}`],
  );
  return exclusive === true ? [...options, "--exclusive"] : options;
}

/** The supervisor takes the place of the script, so that Slurm's signal to the script is the supervisor's. */
function programLines(
  python: string,
  resources: ClusterResources,
  submission: Submission,
): readonly string[] {
  if (resources.nodes === 1)
    return [`exec ${commandLine(supervised(python, submission, trainerProgram(python, submission)))}`];
  const nodes = String(resources.nodes);
  const program = [
    ...["bash", "-c", STOPPABLE_STEP, "bash"],
    ...[
      "srun",
      `--nodes=${nodes}`,
      `--ntasks=${nodes}`,
      "--ntasks-per-node=1",
      // srun of 22.05 and later does not take it over from the job.
      `--cpus-per-task=${String(resources.cpusPerTask)}`,
      "--kill-on-bad-exit=0",
      "--wait=0",
    ],
    ...[python, "-m", "torch.distributed.run", `--nnodes=${nodes}`],
    `--nproc-per-node=${String(submission.processes / resources.nodes)}`,
    ...["--rdzv-backend=c10d", `--rdzv-id=${submission.runId}-${String(submission.number)}`],
  ];
  const meeting = '--rdzv-endpoint="$(hostname):$((29500 + SLURM_JOB_ID % 1000))"';
  return [
    "# The script runs on the first node, where all nodes meet.",
    `exec ${commandLine(supervised(python, submission, program))} ${meeting} ${commandLine(trainerModule(submission))}`,
  ];
}

/**
 * Runs the job's one step. srun answers SIGTERM by killing it, so it stands outside of the supervisor's group and Slurm is
 * asked to hand the signal to the trainers; srun then ends by itself.
 */
const STOPPABLE_STEP = [
  'setsid "$@" & step=$!',
  'trap "scancel --signal=TERM $SLURM_JOB_ID.0" TERM',
  "while wait $step; code=$?; kill -0 $step 2>/dev/null; do :; done",
  "exit $code",
].join("; ");

/** A path as the value of an option: Slurm reads % as a pattern. */
const optionPath = (value: string): string => `"${value.replaceAll("%", "%%")}"`;

/** Where the script of an attempt is kept. */
export const scriptPath = ({ runDirectory, number }: Pick<Submission, "runDirectory" | "number">): string =>
  path.join(attemptPath(runDirectory, number), "job.sh");
