import type { Db } from "@/server/db/client";
import { retryBusy } from "@/server/db/retry";
import type { JobProgress } from "@/server/services/job/job-summary";

export interface Heartbeat {
  readonly db: Db;
  readonly id: string;
  readonly leaseToken: string;
  readonly leaseMs: number;
  readonly progress: JobProgress | null;
}

/** Prolongs the lease and writes the progress; false when the job is no longer this holder's. */
export async function heartbeatJob({ db, id, leaseToken, leaseMs, progress }: Heartbeat): Promise<boolean> {
  const { count } = await retryBusy(() =>
    db.job.updateMany({
      where: { id, leaseToken, state: "running" },
      data: { leaseUntil: new Date(Date.now() + leaseMs), ...(progress === null ? {} : { progress }) },
    }),
  );
  return count === 1;
}

export interface LeaseState {
  readonly held: boolean;
  readonly cancelRequested: boolean;
}

/** What others have done to a held job. */
export async function readLease({
  db,
  id,
  leaseToken,
}: Pick<Heartbeat, "db" | "id" | "leaseToken">): Promise<LeaseState> {
  const job = await retryBusy(() =>
    db.job.findUnique({ where: { id }, select: { leaseToken: true, state: true, cancelRequested: true } }),
  );
  return {
    held: job?.leaseToken === leaseToken && job.state === "running",
    cancelRequested: job?.cancelRequested === true,
  };
}
