import path from "node:path";
import { slurmResourcesSchema } from "@/core/cluster-resources";
import { StudioError } from "@/core/errors";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { readAttemptLog } from "@/server/training/attempt-log";
import { readNonce } from "@/server/training/attempt-nonce";
import { scriptPath } from "@/server/training/attempt-script";
import type { SlurmBackend } from "@/server/training/backends";
import { readClusterResources } from "@/server/training/bundle-resources";
import { clusterPath } from "@/server/training/cluster-paths";
import { FORGOTTEN_MS, observeForgotten } from "@/server/training/forgotten-attempt";
import type { Attempt, Launcher, Observation, Placed, Submission } from "@/server/training/launcher";
import { LifeSigns } from "@/server/training/life-signs";
import { latestAttempt, readExitCode } from "@/server/training/run-files";
import { batchScript } from "@/server/training/slurm/batch-job";
import { jobListOf, type JobList } from "@/server/training/slurm/job-list";
import { attemptJob, readComment } from "@/server/training/slurm/attempt-job";
import { openSlurm } from "@/server/training/slurm/open-slurm";
import type { SlurmClient } from "@/server/training/slurm/slurm-client";
import type { SlurmJob } from "@/server/training/slurm/slurm-jobs";
import { findSubmitted, submitOnce } from "@/server/training/submit-once";

export interface SlurmOptions {
  readonly forgottenMs?: number;
}

/** Trains by batch jobs of a Slurm, which is spoken to by its own programs or its REST; a job is known by the nonce in its comment. */
export function slurmLauncher(backend: SlurmBackend, options: SlurmOptions = {}): Launcher {
  const client = openSlurm(backend);
  const jobs = jobListOf(backend);
  const signs = new LifeSigns();
  const slurm: Slurm = { backend, client, jobs, signs, forgottenMs: options.forgottenMs ?? FORGOTTEN_MS };
  return {
    backend: backend.id,
    outlivesStudio: true,
    check: async () => {
      await client.version();
    },
    submit: (submission) => submit(slurm, submission),
    find: findSubmitted,
    observe: (attempt) => observe(slurm, attempt),
    cancel: (attempt, { force }) => cancel(slurm, attempt, force),
    logs: (attempt, bytes) => readAttemptLog(attempt.runDirectory, attempt.number, bytes),
    list: (runsFolder) => list(slurm, runsFolder),
  };
}

interface Slurm {
  readonly backend: SlurmBackend;
  readonly client: SlurmClient;
  readonly jobs: JobList;
  readonly signs: LifeSigns;
  readonly forgottenMs: number;
}

/** Slurm may have placed the job without its answer having come: the queue is asked first. */
async function submit(slurm: Slurm, submission: Submission): Promise<void> {
  await submitOnce(submission, slurm.backend.label, async (nonce) => {
    const [known] = jobsOf(await slurm.jobs.fresh(), nonce);
    return known?.id ?? (await place(slurm, submission, nonce));
  });
}

async function place(slurm: Slurm, submission: Submission, nonce: string): Promise<number> {
  const resources = await readClusterResources(submission.runDirectory, slurmResourcesSchema);
  const file = scriptPath(submission);
  const job = attemptJob(slurm.backend, resources, submission, nonce);
  await writeFileAtomic(file, batchScript(job));
  return slurm.client.submit(job, file);
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
    if (jobs.length === 0) return await observeForgotten(slurm.signs, attempt, slurm.forgottenMs);
    if (jobs.some(({ state }) => state.kind === "running")) return { kind: "running" };
    if (jobs.some(lives)) return { kind: "queued" };
    return await observeEnded(attempt, jobs);
  } catch (error) {
    if (error instanceof StudioError) return { kind: "unreachable", reason: error.message };
    throw error;
  }
}

/** Listing a folder makes a network file system look for files that it knew not to exist a moment ago. */
async function observeEnded(attempt: Attempt, jobs: readonly SlurmJob[]): Promise<Observation> {
  await latestAttempt(attempt.runDirectory);
  const written = await readExitCode(attempt.runDirectory, attempt.number);
  const placed = jobs.map(({ state }) => (state.kind === "ended" ? state.exitCode : null));
  const exitCode = written ?? placed.find((code) => code !== null && code !== 0) ?? placed[0] ?? null;
  return exitCode === null ? { kind: "gone" } : { kind: "exited", exitCode };
}

async function cancel({ client, jobs }: Slurm, attempt: Attempt, force: boolean): Promise<void> {
  const nonce = await readNonce(attempt);
  if (nonce === null) return;
  for (const job of jobsOf(await jobs.fresh(), nonce).filter(lives)) await client.cancel(job, force);
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
