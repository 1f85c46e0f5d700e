import path from "node:path";
import type { ClusterResources } from "@/core/cluster-resources";
import { EXIT } from "@/server/training/attempt-outcome";
import type { ClusterBackend } from "@/server/training/backends";
import { clusterPath } from "@/server/training/cluster-paths";
import type { Submission } from "@/server/training/launcher";
import { ATTEMPT_VARIABLE, NONCE_VARIABLE } from "@/server/training/process-nonce";
import { attemptPath, STOP_REQUESTED } from "@/server/training/run-files";
import { quoted } from "@/server/training/shell-words";

/** Name of the folder in attempts/<n> that the one job makes which trains the attempt. */
export const STARTED = "started";

/** Where the script of an attempt is kept. */
export const scriptPath = ({ runDirectory, number }: Pick<Submission, "runDirectory" | "number">): string =>
  path.join(attemptPath(runDirectory, number), "job.sh");

/** An attempt as the cluster sees it. */
export interface AttemptThere extends Submission {
  /** Path of attempts/<n> on the cluster, as `runDirectory` is. */
  readonly folder: string;
}

export function attemptThere(submission: Submission, { paths }: Pick<ClusterBackend, "paths">): AttemptThere {
  const runDirectory = clusterPath(submission.runDirectory, paths);
  const folder = path.posix.join(runDirectory, "attempts", String(submission.number));
  return { ...submission, runDirectory, folder };
}

/**
 * Lines by which an attempt trains at most once: a second job of the same attempt, one whose attempt is given up, or one that
 * was cancelled before it began, ends at once with 0.
 */
export function guardLines({ runDirectory, number, folder }: AttemptThere): readonly string[] {
  const next = path.posix.join(runDirectory, "attempts", String(number + 1));
  const started = quoted(path.posix.join(folder, STARTED));
  return [
    `[ ! -e ${quoted(path.posix.join(folder, STOP_REQUESTED))} ] && [ ! -e ${quoted(next)} ] || exit 0`,
    `mkdir ${started} || { [ -d ${started} ] && exit 0; exit 1; }`,
  ];
}

/**
 * The lines of `setup`, of which the first that fails ends the script with 78 and is named in a file, or `&2`. They need a
 * login shell: elsewhere `module` is unknown, for a cluster may hand no environment on.
 */
export const setupLines = (setup: readonly string[], told: string): readonly string[] =>
  setup.length === 0
    ? []
    : [
        `trap 'echo "setup failed: $BASH_COMMAND" >${told}; exit ${String(EXIT.badConfiguration)}' ERR`,
        ...setup,
        "trap - ERR",
      ];

/** Puts a folder of Python's modules, quoted already, before those that `setup` has named. */
export const pythonPathLine = (folder: string): string =>
  `export PYTHONPATH=${folder}"\${PYTHONPATH:+:$PYTHONPATH}"`;

/** The environment of the trainer; `more` assignments stand beside the number of threads. */
export function environmentLines(
  { folder }: AttemptThere,
  { cpusPerTask, gpusPerNode }: ClusterResources,
  nonce: string,
  more: readonly string[] = [],
): readonly string[] {
  const threads = Math.max(1, Math.floor(cpusPerTask / Math.max(1, gpusPerNode)));
  return [
    "export HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 TOKENIZERS_PARALLELISM=false PYTHONUNBUFFERED=1",
    ["export", `OMP_NUM_THREADS=${String(threads)}`, ...more].join(" "),
    `export ${NONCE_VARIABLE}=${quoted(nonce)} ${ATTEMPT_VARIABLE}=${quoted(folder)}`,
  ];
}
