import { Prisma } from "@/generated/sqlite/client";
import type { Db } from "@/server/db/client";
import { retryBusy } from "@/server/db/retry";
import { QUEUED } from "@/server/services/job/enqueue";
import type { JobError } from "@/server/services/job/job-summary";

export type JobOutcome =
  | { readonly kind: "succeeded"; readonly result: Prisma.InputJsonValue | null }
  | { readonly kind: "failed"; readonly error: JobError }
  | { readonly kind: "cancelled" }
  /** Given back unfinished: the next worker takes it at once, and the try does not count. */
  | { readonly kind: "released" };

export interface FinishJob {
  readonly db: Db;
  readonly id: string;
  readonly leaseToken: string;
  readonly outcome: JobOutcome;
  /** Of the job as it was claimed: one that was asked for again since then is queued once more instead of ended. */
  readonly runAfter?: Date;
}

function columnsOf(outcome: JobOutcome): Prisma.JobUpdateManyMutationInput {
  const ended = { leaseToken: null, leaseUntil: null, finishedAt: new Date() };
  switch (outcome.kind) {
    case "succeeded":
      return { ...ended, state: "succeeded", result: outcome.result ?? Prisma.DbNull, error: Prisma.DbNull };
    case "failed":
      return { ...ended, state: "failed", error: outcome.error };
    case "cancelled":
      return { ...ended, state: "cancelled" };
    case "released":
      return { state: "queued", leaseToken: null, leaseUntil: null, tries: { decrement: 1 } };
  }
}

/** Writes how a held job ended; false when it was no longer this holder's, whose result then counts for nothing. */
export async function finishJob({ db, id, leaseToken, outcome, runAfter }: FinishJob): Promise<boolean> {
  const write = async (
    where: Prisma.JobWhereInput,
    data: Prisma.JobUpdateManyMutationInput,
  ): Promise<boolean> => {
    const held = { id, leaseToken, state: "running", ...where };
    return (await retryBusy(() => db.job.updateMany({ where: held, data }))).count === 1;
  };
  if (runAfter === undefined) return write({}, columnsOf(outcome));
  const ended = await write({ runAfter: { lte: runAfter } }, columnsOf(outcome));
  return ended || write({ runAfter: { gt: runAfter } }, QUEUED);
}
