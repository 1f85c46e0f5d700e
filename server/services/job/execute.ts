import { setTimeout as delay } from "node:timers/promises";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import type { ClaimedJob } from "@/server/services/job/claim";
import { finishJob, type JobOutcome } from "@/server/services/job/finish";
import { heartbeatJob, isCancelRequested } from "@/server/services/job/heartbeat";
import type { AbortReason } from "@/server/services/job/job-kinds";
import type { JobRun, JobRunner } from "@/server/services/job/job-runner";
import type { JobProgress } from "@/server/services/job/job-summary";
import { isGone } from "@/server/db/retry";
import { outsideFault } from "@/server/services/outside-fault";
import { errorFields, log } from "@/server/telemetry/log";

export interface Lease {
  /** Silence after which another process may take the job. */
  readonly leaseMs: number;
  readonly heartbeatMs: number;
}

export const LEASE: Lease = { leaseMs: 15_000, heartbeatMs: 5_000 };

/** How often a held job looks for a cancellation and writes its progress. */
const TICK_MS = 400;
/** A job whose process was killed this often, with nothing achieved in between, is not tried again. */
const MOST_TRIES = 10;

export interface ExecuteJob {
  readonly ctx: Context;
  readonly job: ClaimedJob;
  readonly run: JobRunner;
  /** Aborts when this process is to end: the job is given back for the next one. */
  readonly shutdown: AbortSignal;
  readonly lease?: Lease;
  readonly onProgress?: (progress: JobProgress) => void;
}

/** Runs a claimed job to its end, keeps its lease meanwhile and writes the outcome; null when the lease was lost. */
export async function executeJob(execution: ExecuteJob): Promise<JobOutcome["kind"] | null> {
  const { ctx, job, shutdown } = execution;
  const held = { db: ctx.db, id: job.id, leaseToken: job.leaseToken };
  const abort = new AbortController();
  const stop = (reason: AbortReason): void => abort.abort(reason);
  const onShutdown = (): void => stop("shutdown");
  if (shutdown.aborted) onShutdown();
  shutdown.addEventListener("abort", onShutdown, { once: true });
  const done = new AbortController();
  const progress: Told = { latest: null, thrives: false };
  const keeping = keepLease({ ...held, lease: execution.lease ?? LEASE, progress, stop, done: done.signal });
  try {
    const outcome = await outcomeOf(execution, {
      signal: abort.signal,
      report: (latest) => {
        progress.latest = latest;
        execution.onProgress?.(latest);
      },
      thrives: () => {
        progress.thrives = true;
      },
    });
    done.abort();
    await keeping;
    const finish = () => finishJob({ ...held, outcome, runAfter: job.runAfter });
    return (await whenBack(finish, shutdown)) ? outcome.kind : null;
  } finally {
    done.abort();
    shutdown.removeEventListener("abort", onShutdown);
  }
}

/** Waits for a database that is away: what is done would be done again otherwise. */
async function whenBack<T>(work: () => Promise<T>, shutdown: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isGone(error) || shutdown.aborted) throw error;
      await delay(TICK_MS, undefined, { signal: shutdown }).catch(() => undefined);
    }
  }
}

async function outcomeOf(
  { ctx, job, run }: ExecuteJob,
  told: Pick<JobRun, "signal" | "report" | "thrives">,
): Promise<JobOutcome> {
  const { signal } = told;
  if (job.tries > MOST_TRIES) return { kind: "failed", error: killedTooOften(job) };
  try {
    return {
      kind: "succeeded",
      result: await run({ ctx: { ...ctx, actor: job.createdBy }, job, payload: job.payload, ...told }),
    };
  } catch (error) {
    if (signal.aborted) return { kind: signal.reason === "cancel" ? "cancelled" : "released" };
    const isTold = error instanceof StudioError;
    // Taken up again once the database is back.
    if (!isTold && isGone(error)) return { kind: "released" };
    const known = isTold ? error : outsideFault(error);
    if (known !== null)
      return { kind: "failed", error: { code: known.code, message: known.message, way: known.way } };
    const text = error instanceof Error ? error.message : String(error);
    log("error", "a job failed", { kind: job.kind, job: job.id, ...errorFields(error) });
    return {
      kind: "failed",
      error: {
        code: "unavailable",
        message: `The job "${job.kind}" failed unexpectedly: ${text}`,
        way: "The studio's terminal shows where; try again.",
      },
    };
  }
}

const killedTooOften = (job: ClaimedJob) => ({
  code: "unavailable" as const,
  message: `The job "${job.kind}" was cut off ${String(job.tries - 1)} times and is not tried again.`,
  way: "Look whether the machine runs out of memory; then start it again.",
});

/** What a job has told since the last heartbeat. */
interface Told {
  latest: JobProgress | null;
  thrives: boolean;
}

interface KeepLease {
  readonly db: Context["db"];
  readonly id: string;
  readonly leaseToken: string;
  readonly lease: Lease;
  readonly progress: Told;
  readonly stop: (reason: AbortReason) => void;
  readonly done: AbortSignal;
}

/** Until `done`: prolongs the lease, writes progress, and passes on a cancellation or the loss of the lease. */
async function keepLease({ db, id, leaseToken, lease, progress, stop, done }: KeepLease): Promise<void> {
  const tickMs = Math.min(TICK_MS, lease.heartbeatMs);
  let beatAt = performance.now();
  let written: JobProgress | null = null;
  while (!done.aborted) {
    await delay(tickMs, undefined, { signal: done }).catch(() => undefined);
    const { latest, thrives } = progress;
    const due = performance.now() - beatAt >= lease.heartbeatMs;
    try {
      if (due || thrives || latest !== written) {
        progress.thrives = false;
        const beat = { db, id, leaseToken, leaseMs: lease.leaseMs, progress: latest, thrives };
        if (!(await heartbeatJob(beat))) stop("lease-lost");
        beatAt = performance.now();
        written = latest;
      }
      if (await isCancelRequested(db, id)) stop("cancel");
    } catch (error) {
      // A database that does not answer for longer than the lease may have given the job to another process.
      if (performance.now() - beatAt > lease.leaseMs) stop("lease-lost");
      log("warn", "a job could not be looked after", { job: id, ...errorFields(error) });
    }
  }
}
