import { randomUUID } from "node:crypto";
import type { Job, Prisma } from "@/generated/sqlite/client";
import type { Db } from "@/server/db/client";
import { retryBusy } from "@/server/db/retry";

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
  readonly leaseMs: number;
}

const CANDIDATES = 8;

/** Waiting jobs whose time has come, and running ones whose holder has gone silent. */
const claimable = ({ kinds, id, except = [] }: ClaimJob, now: Date): Prisma.JobWhereInput => ({
  kind: { in: [...kinds] },
  id: { notIn: [...except], ...(id === undefined ? {} : { equals: id }) },
  OR: [
    { state: "queued", runAfter: { lte: now } },
    { state: "running", leaseUntil: { lt: now } },
  ],
});

/** Takes the oldest job there is for the given time, or null. Of two that try at once exactly one gets it (compare and set). */
export async function claimJob(claim: ClaimJob): Promise<ClaimedJob | null> {
  const { db, kinds, leaseMs } = claim;
  if (kinds.length === 0) return null;
  const now = new Date();
  const candidates = await retryBusy(() =>
    db.job.findMany({
      where: claimable(claim, now),
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: CANDIDATES,
    }),
  );
  for (const job of candidates) {
    const leaseToken = randomUUID();
    const taken = {
      state: "running",
      leaseToken,
      leaseUntil: new Date(now.getTime() + leaseMs),
      startedAt: job.startedAt ?? now,
      tries: job.tries + 1,
    };
    const { count } = await retryBusy(() =>
      db.job.updateMany({ where: { id: job.id, state: job.state, leaseToken: job.leaseToken }, data: taken }),
    );
    if (count === 1) return { ...job, ...taken };
  }
  return null;
}
