import { appendFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { rayResourcesSchema } from "@/core/cluster-resources";
import { StudioError } from "@/core/errors";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { readAttemptLog } from "@/server/training/attempt-log";
import { readNonce } from "@/server/training/attempt-nonce";
import { EXIT } from "@/server/training/attempt-outcome";
import { scriptPath } from "@/server/training/attempt-script";
import type { RayBackend } from "@/server/training/backends";
import { readClusterResources } from "@/server/training/bundle-resources";
import { clusterPath } from "@/server/training/cluster-paths";
import { FORGOTTEN_MS, hasStarted, observeForgotten } from "@/server/training/forgotten-attempt";
import type { Attempt, Launcher, Observation, Placed, Submission } from "@/server/training/launcher";
import { LifeSigns } from "@/server/training/life-signs";
import { sendCode } from "@/server/training/ray/code-package";
import { rayClient, type RayClient } from "@/server/training/ray/ray-client";
import type { RayJob, RayJobState } from "@/server/training/ray/ray-jobs";
import { jobRequest, rayScript, submissionId } from "@/server/training/ray/ray-script";
import { RecentAnswer } from "@/server/training/recent-answer";
import {
  attemptPath,
  jobLogPath,
  KILL_REQUESTED,
  latestAttempt,
  RAY_LOG,
  readExitCode,
  readIfPresent,
  stopWasRequested,
  STOP_REQUESTED,
} from "@/server/training/run-files";
import { findSubmitted, submitOnce } from "@/server/training/submit-once";

/** A job that Ray says has ended is believed when its files have not changed for this long; heartbeats come every 5 s. */
const ENDED_MS = 30_000;

export interface RayOptions {
  readonly forgottenMs?: number;
  readonly endedMs?: number;
}

/**
 * Trains by jobs of a Ray, each on one node, which is spoken to by its REST. An attempt is told to stop by files: they reach it
 * too when its head is down or has forgotten it.
 */
export function rayLauncher(backend: RayBackend, options: RayOptions = {}): Launcher {
  const { forgottenMs = FORGOTTEN_MS, endedMs = ENDED_MS } = options;
  const client = rayClient(backend);
  const ray: Ray = { backend, client, jobs: new Map(), signs: new LifeSigns(), forgottenMs, endedMs };
  return {
    backend: backend.id,
    outlivesStudio: true,
    check: async () => {
      await client.version();
    },
    submit: (submission) => submit(ray, submission),
    find: findSubmitted,
    observe: (attempt) => observe(ray, attempt),
    cancel: (attempt, { force }) => cancel(ray, attempt, force),
    logs: (attempt, bytes) => logs(ray, attempt, bytes),
    list: (runsFolder) => list(ray, runsFolder),
  };
}

interface Ray {
  readonly backend: RayBackend;
  readonly client: RayClient;
  /** What Ray said last of each job that is watched. */
  readonly jobs: Map<string, RecentAnswer<RayJob | null>>;
  readonly signs: LifeSigns;
  readonly forgottenMs: number;
  readonly endedMs: number;
}

/** Should Ray have placed the job without its answer having come, it takes the same id no second time. */
async function submit({ backend, client }: Ray, submission: Submission): Promise<void> {
  await submitOnce(submission, backend.label, async (nonce) => {
    const resources = await readClusterResources(submission.runDirectory, rayResourcesSchema);
    await writeFileAtomic(scriptPath(submission), rayScript(backend, resources, submission, nonce));
    const code = backend.trainer === undefined ? await sendCode(client) : null;
    await client.submit(jobRequest(backend, resources, submission, { nonce, code }));
    return submissionId(submission, nonce);
  });
}

/** The exit code that the supervisor wrote comes first, then the files of the attempt, and what Ray says last. */
async function observe(ray: Ray, attempt: Attempt): Promise<Observation> {
  const written = await readExitCode(attempt.runDirectory, attempt.number);
  if (written !== null) return { kind: "exited", exitCode: written };
  const nonce = await readNonce(attempt);
  if (nonce === null) return { kind: "gone" };
  try {
    const job = await watched(ray, submissionId(attempt, nonce)).recent();
    if (job === null) return await observeForgotten(ray.signs, attempt, ray.forgottenMs);
    if (job.state.kind === "ended") return await observeEnded(ray, attempt, job.state, job.message);
    if (job.state.kind === "running" || (await hasStarted(attempt))) return { kind: "running" };
    return { kind: (await isTakenBack(attempt)) ? "gone" : "queued" };
  } catch (error) {
    if (error instanceof StudioError) return { kind: "unreachable", reason: error.message };
    throw error;
  }
}

function watched({ jobs, client, backend }: Ray, id: string): RecentAnswer<RayJob | null> {
  const known = jobs.get(id) ?? new RecentAnswer(() => client.job(id), backend.pollSeconds);
  jobs.set(id, known);
  return known;
}

/** A job cannot be taken out of Ray's queue; its script ends at once when its attempt was to stop before it began. */
const isTakenBack = ({ runDirectory, number }: Attempt): Promise<boolean> =>
  stopWasRequested(runDirectory, number);

/**
 * Ray says that a job has failed or been stopped whose supervisor it lost, while its processes go on: those that have begun
 * are asked by their files. Listing a folder makes a network file system look for files that it knew not to exist a moment ago.
 */
async function observeEnded(
  { signs, endedMs }: Ray,
  attempt: Attempt,
  state: Extract<RayJobState, { kind: "ended" }>,
  message: string,
): Promise<Observation> {
  await latestAttempt(attempt.runDirectory);
  const quietMs = await signs.quietMs(attempt);
  const mayLive = state.began || (await hasStarted(attempt));
  if (mayLive && quietMs <= endedMs) return { kind: "running" };
  const written = await readExitCode(attempt.runDirectory, attempt.number);
  if (written !== null) return { kind: "exited", exitCode: written };
  await keepWords(attempt, `Ray says ${state.status}: ${message}\n`);
  const exitCode = exitCodeOf(state);
  return exitCode === null ? { kind: "gone" } : { kind: "exited", exitCode };
}

/** Whatever Ray stopped, or did not find room for in time, is begun again; a code is null where Ray knows none. */
const exitCodeOf = ({
  status,
  exitCode,
  timedOut,
}: Extract<RayJobState, { kind: "ended" }>): number | null =>
  status === "STOPPED" || timedOut ? EXIT.preempted : exitCode;

/** Keeps what Ray said in the log of the attempt, once: Ray forgets it. */
async function keepWords({ runDirectory, number }: Attempt, words: string): Promise<void> {
  const file = jobLogPath(runDirectory, number, RAY_LOG);
  if ((await readIfPresent(file))?.includes(words) !== true) await appendFile(file, words);
}

/** The files are written first: they are obeyed whether the head answers or not. */
async function cancel(ray: Ray, attempt: Attempt, force: boolean): Promise<void> {
  const nonce = await readNonce(attempt);
  if (nonce === null) return;
  const folder = attemptPath(attempt.runDirectory, attempt.number);
  await mkdir(folder, { recursive: true });
  for (const name of force ? [STOP_REQUESTED, KILL_REQUESTED] : [STOP_REQUESTED])
    await writeFile(path.join(folder, name), "cancel", { flag: "a" });
  const id = submissionId(attempt, nonce);
  const job = await watched(ray, id).fresh();
  if (job !== null && (force ? job.state.kind !== "ended" : job.state.kind === "queued"))
    await ray.client.stop(id);
}

/** Ray's own log is asked for where nothing came so far that the script would have kept its output. */
async function logs({ client }: Ray, attempt: Attempt, bytes: number): Promise<string> {
  const kept = await readAttemptLog(attempt.runDirectory, attempt.number, bytes);
  const nonce = kept === "" ? await readNonce(attempt) : null;
  return nonce === null ? kept : (await client.logs(submissionId(attempt, nonce))).slice(-bytes);
}

/** Jobs of other studios on the same cluster lie in other folders. */
async function list({ backend, client }: Ray, runsFolder: string): Promise<readonly Placed[]> {
  const folder = clusterPath(runsFolder, backend.paths);
  const placed = (await client.jobs()).map(async ({ id, mark, state }) => {
    if (mark?.studio !== folder || state.kind === "ended") return [];
    const { run: runId, nonce } = mark;
    const number = Number(mark.attempt);
    const attempt = { runId, runDirectory: path.join(runsFolder, runId), number };
    if (state.kind === "queued" && (await isInVain(attempt))) return [];
    const endWith = `ray job stop --address ${backend.address} ${id}`;
    return [{ runId, attempt: number, nonce, place: `job ${id}`, endWith }];
  });
  return (await Promise.all(placed)).flat();
}

/** Whether a job in the queue will end as soon as it begins, as its script finds that nobody wants it any more. */
async function isInVain(attempt: Attempt): Promise<boolean> {
  if (await hasStarted(attempt)) return false;
  return (await isTakenBack(attempt)) || (await latestAttempt(attempt.runDirectory)) > attempt.number;
}
