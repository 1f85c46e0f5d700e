import type { Db } from "@/server/db/client";
import { retryBusy } from "@/server/db/retry";
import type { JobProgress } from "@/server/services/job/job-summary";

export interface Heartbeat {
  readonly db: Db;
  readonly id: string;
  readonly leaseToken: string;
  readonly leaseMs: number;
  readonly progress: JobProgress | null;
  /** Whether earlier tries are forgiven. */
  readonly thrives?: boolean;
}

/** Prolongs the lease and writes the progress; false when the job is no longer this holder's. */
export async function heartbeatJob(heartbeat: Heartbeat): Promise<boolean> {
  const { db, id, leaseToken, leaseMs, progress, thrives = false } = heartbeat;
  const data = {
    leaseUntil: new Date(Date.now() + leaseMs),
    ...(progress === null ? {} : { progress }),
    ...(thrives ? { tries: 1 } : {}),
  };
  const { count } = await retryBusy(() =>
    db.job.updateMany({ where: { id, leaseToken, state: "running" }, data }),
  );
  return count === 1;
}

/** Whether somebody has asked for a job to be cancelled. */
export async function isCancelRequested(db: Db, id: string): Promise<boolean> {
  const job = await retryBusy(() => db.job.findUnique({ where: { id }, select: { cancelRequested: true } }));
  return job?.cancelRequested === true;
}
