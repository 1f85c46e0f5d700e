import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { StudioError } from "@/core/errors";
import type { CheckStep } from "@/server/training/backend-check";
import type { ClusterBackend } from "@/server/training/backends";
import { clusterPath } from "@/server/training/cluster-paths";
import { deviceLabel } from "@/server/training/gpu-environment";
import { parseGpuCheck } from "@/server/training/gpu-stamp";
import { PROBE_FILES, type ProbePlaces } from "@/server/training/probe-lines";
import { readIfPresent } from "@/server/training/run-files";

const LOOK_MS = 500;
/** A network file system may hide for a while what a job wrote before it ended. */
const HIDDEN_MS = 15_000;
/** A queue may be full; longer than this nobody waits for an answer. */
const PATIENCE_MS = 600_000;

/** Where the studio keeps what a run reads. */
export interface StudioFolders {
  readonly runsFolder: string;
  readonly corporaFolder: string;
}

/** One check of a cluster. */
export interface Probe extends ProbePlaces {
  /** Folder of this check among the runs, for the studio; `there` for the cluster. */
  readonly folder: string;
  /** What the file `nonce` holds, in this folder and in the one among the corpora. */
  readonly nonce: string;
  readonly signal: AbortSignal;
}

/** Throws what is wrong or returns what it found. */
export type Step = readonly [name: string, step: () => Promise<string>];

/** Takes the steps of a check one after another, to the first fault; its folders are removed afterwards. */
export async function takeSteps(
  { paths }: Pick<ClusterBackend, "paths">,
  { runsFolder, corporaFolder }: StudioFolders,
  signal: AbortSignal,
  stepsOf: (probe: Probe) => readonly Step[],
): Promise<readonly CheckStep[]> {
  const nonce = randomUUID();
  const folder = path.join(runsFolder, `.check-${nonce}`);
  const corpus = path.join(corporaFolder, `.check-${nonce}`);
  const there = clusterPath(folder, paths);
  // A run finds the tokens of its corpus by their place relative to its own folder, on the cluster as here.
  const corpusThere = path.posix.join(there, path.relative(folder, corpus));
  const steps: CheckStep[] = [];
  try {
    for (const made of [folder, corpus]) {
      await mkdir(made, { recursive: true });
      await writeFile(path.join(made, "nonce"), nonce);
    }
    for (const [name, step] of stepsOf({ folder, there, corpusThere, nonce, signal })) {
      const outcome = await step().then(
        (detail) => ({ ok: true, detail }),
        (error: unknown) => ({ ok: false, detail: inWords(error) }),
      );
      steps.push({ name, ...outcome });
      if (!outcome.ok) break;
    }
    return steps;
  } finally {
    for (const made of [folder, corpus]) await rm(made, { recursive: true, force: true });
  }
}

function inWords(error: unknown): string {
  if (!(error instanceof StudioError)) throw error;
  return [error.message, error.way].filter((part) => part !== null).join(" ");
}

/** The job of a check, as its cluster sees it. */
export interface ProbeJob {
  /** Why it has not ended, in the cluster's words; null once it has. */
  readonly waits: () => Promise<string | null>;
  readonly giveUp: () => Promise<void>;
}

/** Whether the job read what the studio wrote. */
export async function readsStorage(probe: Probe, job: ProbeJob): Promise<string> {
  const { folder, there, nonce } = probe;
  if ((await answerOf(probe, job, PROBE_FILES.nonce)) === nonce)
    return `${folder} is ${there} on the cluster`;
  throw new StudioError(
    "not-ready",
    `A job found no file of the studio in ${there}.`,
    'Put STUDIO_HOME on storage that the cluster sees, and correct "paths" in backends.json.',
  );
}

/** Whether the job started the trainer's Python. */
export async function startsPython(probe: Probe, job: ProbeJob, python: string): Promise<string> {
  const output = await answerOf(probe, job, PROBE_FILES.python);
  const check = parseGpuCheck(output);
  if (check !== null) return `torch ${check.torch} trains on ${deviceLabel(check)} there`;
  throw new StudioError(
    "not-ready",
    `${python} does not start the trainer on the cluster: ${output.trim().split("\n").at(-1) ?? ""}`,
    "Install workers/gpu/requirements.txt there, and name the folder of meta_rater_gpu as `trainer`.",
  );
}

/** Whether the job read what the studio wrote among its corpora. */
export async function readsCorpora(probe: Probe, job: ProbeJob): Promise<string> {
  const there = path.posix.dirname(probe.corpusThere);
  if ((await answerOf(probe, job, PROBE_FILES.corpus)) === probe.nonce)
    return `${there} holds the studio's corpora`;
  throw new StudioError(
    "not-ready",
    `A job found no file of the studio in ${there}, beside the runs: runs could not refer to tokens of their corpus.`,
    'Let one pair of "paths" in backends.json map the folder that holds both runs and corpora.',
  );
}

/** What the job wrote into a file of the folder; empty when it ended without, and the file did not appear later. */
async function answerOf({ folder, signal }: Probe, job: ProbeJob, name: string): Promise<string> {
  const began = performance.now();
  let ended: number | null = null;
  for (;;) {
    const waits = await job.waits();
    // Listing a folder makes a network file system look for files that it knew not to exist a moment ago.
    await readdir(folder);
    const text = await readIfPresent(path.join(folder, name));
    if (text !== null) return text;
    if (waits === null) {
      ended ??= performance.now();
      if (signal.aborted || performance.now() - ended > HIDDEN_MS) return "";
    } else if (signal.aborted || performance.now() - began > PATIENCE_MS) {
      await job.giveUp();
      throw new StudioError(
        "unavailable",
        `The test job has not ended (${waits}).`,
        "Check again when the queue is shorter.",
      );
    }
    await delay(LOOK_MS);
  }
}
