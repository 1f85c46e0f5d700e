import { setTimeout as delay } from "node:timers/promises";
import { isGone } from "@/server/db/retry";
import type { Context } from "@/server/services/context";
import { claimJob, type ClaimedJob } from "@/server/services/job/claim";
import { executeJob, LEASE, type Lease } from "@/server/services/job/execute";
import { finishJob } from "@/server/services/job/finish";
import type { JobRunner } from "@/server/services/job/job-runner";
import { LeaseWatch } from "@/server/services/job/lease-watch";
import { workerSign } from "@/server/services/job/worker-sign";
import { errorFields, log } from "@/server/telemetry/log";

/** At most `limit` jobs of these kinds at once. */
export interface Slot {
  readonly kinds: readonly string[];
  readonly limit: number;
}

export interface RunWorker {
  readonly ctx: Context;
  readonly runners: Readonly<Record<string, JobRunner>>;
  readonly slots: readonly Slot[];
  /** Ends the worker: every job is told `shutdown` and given back. */
  readonly shutdown: AbortSignal;
  readonly lease?: Lease;
  readonly pollMs?: number;
  /** Time jobs get to return after `shutdown`; a local training writes its checkpoint in it. */
  readonly graceMs?: number;
}

const POLL_MS = 400;
const GRACE_MS = 60_000;

/** Takes and runs jobs until `shutdown`; returns when all of them have come back or their grace is over. */
export async function runWorker(worker: RunWorker): Promise<void> {
  const { ctx, shutdown, pollMs = POLL_MS, graceMs = GRACE_MS } = worker;
  const running = new Map<string, { readonly job: ClaimedJob; readonly end: Promise<unknown> }>();
  const giveSign = workerSign(ctx.home);
  const complain = complainer();
  const watches = new Map(worker.slots.map((slot) => [slot, new LeaseWatch()]));
  while (!shutdown.aborted) {
    giveSign();
    await takeJobs(worker, running, watches, complain);
    const ends = [...running.values()].map(({ end }) => end);
    const pause = new AbortController();
    const rest = delay(pollMs, undefined, { signal: AbortSignal.any([shutdown, pause.signal]) }).catch(
      () => undefined,
    );
    await Promise.race([rest, ...ends]);
    pause.abort();
  }
  const late = new AbortController();
  const grace = delay(graceMs, undefined, { signal: late.signal }).catch(() => undefined);
  await Promise.race([grace, Promise.all([...running.values()].map(({ end }) => end))]);
  late.abort();
  for (const { job } of running.values()) {
    await finishJob({ db: ctx.db, id: job.id, leaseToken: job.leaseToken, outcome: { kind: "released" } });
  }
}

async function takeJobs(
  { ctx, runners, slots, shutdown, lease = LEASE }: RunWorker,
  running: Map<string, { readonly job: ClaimedJob; readonly end: Promise<unknown> }>,
  watches: ReadonlyMap<Slot, LeaseWatch>,
  complain: (error: unknown) => null,
): Promise<void> {
  for (const slot of slots) {
    const { kinds, limit } = slot;
    const watch = watches.get(slot);
    const busy = [...running.values()].filter(({ job }) => kinds.includes(job.kind)).length;
    for (let free = limit - busy; free > 0; free -= 1) {
      const job = await claimJob({
        db: ctx.db,
        kinds,
        leaseMs: lease.leaseMs,
        except: [...running.keys()],
        ...(watch === undefined ? {} : { watch }),
      }).catch(complain);
      const run = job === null ? undefined : runners[job.kind];
      if (job === null || run === undefined) break;
      const end = executeJob({ ctx, job, run, shutdown, lease })
        .catch(complain)
        .finally(() => running.delete(job.id));
      running.set(job.id, { job, end });
    }
  }
}

/** Milliseconds in which the same complaint is told once. */
const TOLD_MS = 60_000;

/** A database that is away for a while must not end the worker; what it held comes back when the lease ends. */
function complainer(): (error: unknown) => null {
  const toldAt = new Map<string, number>();
  return (error) => {
    const message = isGone(error) ? "the database does not answer" : "a job could not be taken or ended";
    if (performance.now() - (toldAt.get(message) ?? -TOLD_MS) >= TOLD_MS) {
      log("error", message, errorFields(error));
      toldAt.set(message, performance.now());
    }
    return null;
  };
}
