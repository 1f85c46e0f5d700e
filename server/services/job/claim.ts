import { randomUUID } from "node:crypto";
import type { Job } from "@/generated/sqlite/client";
import type { Db } from "@/server/db/client";
import { retryBusy } from "@/server/db/retry";
import type { LeaseWatch } from "@/server/services/job/lease-watch";

/** A job this process holds until its lease ends; every write about it names the token. */
export type ClaimedJob = Job & { readonly leaseToken: string };

export interface ClaimJob {
  readonly db: Db;
  /** Kinds the claimer has room for. */
  readonly kinds: readonly string[];
  /** Only this job. */
  readonly id?: string;
  /** Jobs this process runs already: after a suspended machine wakes it must not take its own late lease again. */
  readonly except?: readonly string[];
  /** What the claimer has seen of the leases of others; without it only waiting jobs are taken. */
  readonly watch?: LeaseWatch;
  readonly leaseMs: number;
}

const CANDIDATES = 8;

/** Running jobs whose holder has gone silent, then waiting ones. */
async function claimable({ db, kinds, id, except = [], watch, leaseMs }: ClaimJob): Promise<Job[]> {
  const find = (state: string, take?: number): Promise<Job[]> =>
    retryBusy(() =>
      db.job.findMany({
        where: {
          state,
          kind: { in: [...kinds] },
          id: { notIn: [...except], ...(id === undefined ? {} : { equals: id }) },
        },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        ...(take === undefined ? {} : { take }),
      }),
    );
  const silent = watch === undefined ? [] : watch.lapsed(await find("running"), leaseMs);
  return [...silent, ...(await find("queued", CANDIDATES))];
}

/** Takes the oldest job there is for the given time, or null. Of two that try at once exactly one gets it (compare and set). */
export async function claimJob(claim: ClaimJob): Promise<ClaimedJob | null> {
  const { db, kinds, leaseMs } = claim;
  if (kinds.length === 0) return null;
  const now = new Date();
  for (const job of await claimable(claim)) {
    const leaseToken = randomUUID();
    const taken = {
      state: "running",
      leaseToken,
      leaseUntil: new Date(now.getTime() + leaseMs),
      startedAt: job.startedAt ?? now,
      tries: job.tries + 1,
    };
    // As it was seen: a lease that was prolonged meanwhile is not taken.
    const { id, state, leaseToken: token, leaseUntil } = job;
    const { count } = await retryBusy(() =>
      db.job.updateMany({ where: { id, state, leaseToken: token, leaseUntil }, data: taken }),
    );
    if (count === 1) return { ...job, ...taken };
  }
  return null;
}
