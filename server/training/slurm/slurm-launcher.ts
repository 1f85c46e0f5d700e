import { randomUUID } from "node:crypto";
import { access, mkdir } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { withProcessLock } from "@/server/storage/process-lock";
import { readAttemptLog } from "@/server/training/attempt-log";
import { readNonce } from "@/server/training/attempt-nonce";
import type { SlurmBackend } from "@/server/training/backends";
import { readClusterResources } from "@/server/training/bundle-resources";
import { clusterPath } from "@/server/training/cluster-paths";
import {
  BackendUnreachable,
  type Attempt,
  type Launcher,
  type Observation,
  type Placed,
  type Submission,
} from "@/server/training/launcher";
import {
  attemptPath,
  intentPath,
  latestAttempt,
  readExitCode,
  readIfPresent,
} from "@/server/training/run-files";
import { jobListOf, type JobList } from "@/server/training/slurm/job-list";
import { LifeSigns } from "@/server/training/slurm/life-signs";
import {
  jobName,
  readComment,
  sbatchScript,
  scriptPath,
  STARTED,
} from "@/server/training/slurm/sbatch-script";
import { slurmCommands, type SlurmCommand } from "@/server/training/slurm/slurm-commands";
import type { SlurmJob } from "@/server/training/slurm/slurm-jobs";

/** A job that its controller forgot is given up when its files have not changed for this long; heartbeats come every 5 s. */
const FORGOTTEN_MS = 120_000;
const LOCK_PATIENCE_MS = 300_000;

/** For people who look into the folder: nothing is ever found by this id. */
const handleSchema = z.object({ v: z.literal(1), jobId: z.number().int(), nonce: z.string() });

export interface SlurmOptions {
  readonly forgottenMs?: number;
}

/** Trains by batch jobs of a Slurm, which is spoken to by its own programs; a job is known by the nonce in its comment. */
export function slurmLauncher(backend: SlurmBackend, options: SlurmOptions = {}): Launcher {
  const command = slurmCommands(backend);
  const jobs = jobListOf(backend);
  const signs = new LifeSigns();
  const slurm: Slurm = { backend, command, jobs, signs, forgottenMs: options.forgottenMs ?? FORGOTTEN_MS };
  return {
    backend: backend.id,
    outlivesStudio: true,
    check: async () => {
      await command("sbatch", ["--version"]);
    },
    submit: (submission) => submit(slurm, submission),
    find,
    observe: (attempt) => observe(slurm, attempt),
    cancel: (attempt, { force }) => cancel(slurm, attempt, force),
    logs: (attempt, bytes) => readAttemptLog(attempt.runDirectory, attempt.number, bytes),
    list: (runsFolder) => list(slurm, runsFolder),
  };
}

interface Slurm {
  readonly backend: SlurmBackend;
  readonly command: SlurmCommand;
  readonly jobs: JobList;
  readonly signs: LifeSigns;
  readonly forgottenMs: number;
}

const handlePath = ({ runDirectory, number }: Pick<Attempt, "runDirectory" | "number">): string =>
  path.join(attemptPath(runDirectory, number), "handle.json");

/** An attempt without a handle is submitted again: its nonce tells whether its job is there already. */
async function find(runDirectory: string): Promise<number> {
  const number = await latestAttempt(runDirectory);
  if (number === 0) return 0;
  return (await readIfPresent(handlePath({ runDirectory, number }))) === null ? number - 1 : number;
}

/** The nonce is written before the job exists and the handle after it, both under a lock of this machine. */
async function submit(slurm: Slurm, submission: Submission): Promise<void> {
  const { runDirectory, number } = submission;
  const folder = attemptPath(runDirectory, number);
  await mkdir(folder, { recursive: true });
  const busy = (): StudioError =>
    new BackendUnreachable(`${slurm.backend.label} is being asked by another process.`);
  await withProcessLock(
    path.join(folder, "submit.lock"),
    { patienceMs: LOCK_PATIENCE_MS, busy },
    async () => {
      if ((await readIfPresent(handlePath(submission))) !== null) return;
      const nonce = (await readNonce(submission)) ?? (await writeNonce(submission));
      const [known] = jobsOf(await slurm.jobs.fresh(), nonce);
      const jobId = known?.id ?? (await place(slurm, submission, nonce));
      await writeFileAtomic(
        handlePath(submission),
        JSON.stringify(handleSchema.parse({ v: 1, jobId, nonce })),
      );
    },
  );
}

async function writeNonce({ runDirectory, number }: Submission): Promise<string> {
  const nonce = randomUUID();
  await writeFileAtomic(intentPath(runDirectory, number), JSON.stringify({ nonce }));
  return nonce;
}

async function place(slurm: Slurm, submission: Submission, nonce: string): Promise<number> {
  const resources = await readClusterResources(submission.runDirectory);
  const file = scriptPath(submission);
  await writeFileAtomic(file, sbatchScript(slurm.backend, resources, submission, nonce));
  const answer = await slurm.command("sbatch", ["--parsable", file]);
  return Number.parseInt(answer, 10);
}

const jobsOf = (jobs: readonly SlurmJob[], nonce: string): readonly SlurmJob[] =>
  jobs.filter(({ comment }) => readComment(comment)?.nonce === nonce);

const lives = ({ state }: SlurmJob): boolean => state.kind !== "ended";

/** The exit code that the supervisor wrote comes first, then what Slurm knows, then what the files show of a forgotten job. */
async function observe(slurm: Slurm, attempt: Attempt): Promise<Observation> {
  const written = await readExitCode(attempt.runDirectory, attempt.number);
  if (written !== null) return { kind: "exited", exitCode: written };
  const nonce = await readNonce(attempt);
  if (nonce === null) return { kind: "gone" };
  try {
    const jobs = jobsOf(await slurm.jobs.recent(), nonce);
    if (jobs.length === 0) return await observeForgotten(slurm, attempt);
    if (jobs.some(({ state }) => state.kind === "running")) return { kind: "running" };
    if (jobs.some(lives)) return { kind: "queued" };
    return await observeEnded(attempt, jobs);
  } catch (error) {
    if (error instanceof StudioError) return { kind: "unreachable", reason: error.message };
    throw error;
  }
}

/** Neither a queue that lost its state nor an answer older than the job says that nothing runs. */
async function observeForgotten(slurm: Slurm, attempt: Attempt): Promise<Observation> {
  if ((await slurm.signs.quietMs(attempt)) > slurm.forgottenMs) return { kind: "gone" };
  return { kind: (await hasStarted(attempt)) ? "running" : "queued" };
}

const hasStarted = ({ runDirectory, number }: Attempt): Promise<boolean> =>
  access(path.join(attemptPath(runDirectory, number), STARTED)).then(
    () => true,
    () => false,
  );

/** Listing a folder makes a network file system look for files that it knew not to exist a moment ago. */
async function observeEnded(attempt: Attempt, jobs: readonly SlurmJob[]): Promise<Observation> {
  await latestAttempt(attempt.runDirectory);
  const written = await readExitCode(attempt.runDirectory, attempt.number);
  const placed = jobs.map(({ state }) => (state.kind === "ended" ? state.exitCode : null));
  const exitCode = written ?? placed.find((code) => code !== null && code !== 0) ?? placed[0] ?? null;
  return exitCode === null ? { kind: "gone" } : { kind: "exited", exitCode };
}

/** Name and id together: should Slurm have given the id to another job meanwhile, nothing is cancelled. */
async function cancel({ command, jobs }: Slurm, attempt: Attempt, force: boolean): Promise<void> {
  const nonce = await readNonce(attempt);
  if (nonce === null) return;
  for (const job of jobsOf(await jobs.fresh(), nonce).filter(lives)) {
    const gently = !force && job.state.kind === "running" ? ["--signal=TERM", "--batch"] : [];
    await command("scancel", [...gently, `--name=${jobName(attempt.runId)}`, String(job.id)]);
  }
}

/** Jobs of other studios under the same account lie in other folders. */
async function list({ backend, jobs }: Slurm, runsFolder: string): Promise<readonly Placed[]> {
  const folder = clusterPath(runsFolder, backend.paths);
  return (await jobs.fresh()).filter(lives).flatMap((job) => {
    const mark = readComment(job.comment);
    if (mark === null || path.posix.dirname(job.folder) !== folder) return [];
    const endWith = `scancel --name=${job.name} ${String(job.id)}`;
    return [{ ...mark, place: `job ${String(job.id)}`, endWith }];
  });
}
