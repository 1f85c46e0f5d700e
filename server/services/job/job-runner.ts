import type { Prisma } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";
import type { ClaimedJob } from "@/server/services/job/claim";
import type { JobProgress } from "@/server/services/job/job-summary";

export type JobResult = Prisma.InputJsonValue | null;

export interface JobRun {
  readonly ctx: Context;
  readonly job: Pick<ClaimedJob, "id" | "key" | "tries">;
  /** As enqueued; a runner parses it with its own schema. */
  readonly payload: unknown;
  /** Its reason is an `AbortReason`. A runner stops soon after and may throw; after `shutdown` it is run again later. */
  readonly signal: AbortSignal;
  /** Cheap: the latest report is written at most twice a second. */
  readonly report: (progress: JobProgress) => void;
  /**
   * Says that something lasting was achieved: the tries that count towards giving the job up begin anew. A training of weeks
   * outlives more than a few deaths of its worker.
   */
  readonly thrives: () => void;
}

/** One kind of work. It may run again from the start at any time (a killed process), so it is idempotent. */
export type JobRunner = (run: JobRun) => Promise<JobResult>;
