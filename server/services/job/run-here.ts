import { setTimeout as delay } from "node:timers/promises";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import { claimJob } from "@/server/services/job/claim";
import { executeJob, LEASE } from "@/server/services/job/execute";
import { getJob } from "@/server/services/job/get";
import type { JobRunner } from "@/server/services/job/job-runner";
import { LeaseWatch } from "@/server/services/job/lease-watch";
import { isFinished, type JobProgress, type JobSummary } from "@/server/services/job/job-summary";

export interface RunJobHere {
  readonly ctx: Context;
  readonly jobId: string;
  readonly run: JobRunner;
  readonly shutdown: AbortSignal;
  readonly onProgress: (progress: JobProgress) => void;
}

const POLL_MS = 250;

/**
 * Brings one queued job to its end: in this process, or by waiting for the studio's worker when that has it already.
 * @throws StudioError the job's own failure; `cancelled` when it or this process was stopped.
 */
export async function runJobHere({ ctx, jobId, run, shutdown, onProgress }: RunJobHere): Promise<JobSummary> {
  const watch = new LeaseWatch();
  for (;;) {
    const summary = await getJob({ ctx, input: { id: jobId } });
    if (isFinished(summary)) return orThrow(summary);
    if (shutdown.aborted)
      throw new StudioError(
        "cancelled",
        "Stopped before the work was done.",
        "Run the command again to go on.",
      );
    if (summary.progress !== null) onProgress(summary.progress);
    const claim = { db: ctx.db, kinds: [summary.kind], id: jobId, watch };
    const job = await claimJob({ ...claim, leaseMs: LEASE.leaseMs });
    if (job === null) await delay(POLL_MS, undefined, { signal: shutdown }).catch(() => undefined);
    else await executeJob({ ctx, job, run, shutdown, onProgress });
  }
}

function orThrow(job: JobSummary): JobSummary {
  if (job.state === "succeeded") return job;
  if (job.state === "cancelled") throw new StudioError("cancelled", "The work was cancelled.");
  throw new StudioError(
    job.error?.code ?? "unavailable",
    job.error?.message ?? "The work failed.",
    job.error?.way ?? null,
  );
}
