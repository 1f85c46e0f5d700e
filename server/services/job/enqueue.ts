import { randomUUID } from "node:crypto";
import { Prisma, type Job } from "@/generated/sqlite/client";
import type { DbTransaction } from "@/server/db/client";
import type { Context } from "@/server/services/context";
import type { JobKind } from "@/server/services/job/job-kinds";

export interface EnqueueJob {
  /** `ctx.db`, or the transaction that also writes what the job is about. */
  readonly db: DbTransaction;
  readonly ctx: Pick<Context, "workspaceId" | "actor">;
  readonly kind: JobKind;
  /** What makes two requests the same work, such as `materialise:<selectionKey>`. */
  readonly key: string;
  readonly payload: Prisma.InputJsonValue;
  readonly id?: string;
  /**
   * Queue a job of that key again when it is finished, however it ended; default false. `even-running`: one that runs now, also when
   * it is being cancelled, is queued once more when it ends, for it may have looked before what it is to see was written.
   */
  readonly again?: boolean | "even-running";
}

/** Columns of a job that has not begun. */
export const QUEUED = {
  state: "queued",
  cancelRequested: false,
  tries: 0,
  progress: Prisma.DbNull,
  result: Prisma.DbNull,
  error: Prisma.DbNull,
  leaseToken: null,
  leaseUntil: null,
  startedAt: null,
  finishedAt: null,
} as const;

/** Queues work under its key; a job of that key that is already there stays the one job. Writes first, so it may open a transaction. */
export async function enqueueJob({
  db,
  ctx,
  kind,
  key,
  payload,
  id,
  again = false,
}: EnqueueJob): Promise<Job> {
  const job = await db.job.upsert({
    where: { key },
    create: {
      id: id ?? randomUUID(),
      workspaceId: ctx.workspaceId,
      createdBy: ctx.actor,
      kind,
      key,
      payload,
    },
    update: { version: { increment: 1 } },
  });
  if (again === "even-running" && job.state === "running") {
    const runAfter = new Date(Math.max(Date.now(), job.runAfter.getTime() + 1));
    return db.job.update({ where: { key }, data: { cancelRequested: false, runAfter } });
  }
  if (again === false || job.state === "queued" || job.state === "running") return job;
  return db.job.update({ where: { key }, data: { ...QUEUED, payload, runAfter: new Date() } });
}
