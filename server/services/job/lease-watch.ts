import type { Job } from "@/generated/sqlite/client";

type Held = Pick<Job, "id" | "leaseToken" | "leaseUntil">;

interface Seen {
  readonly sign: string;
  /** Time of the steady clock when the lease was first seen as it is. */
  readonly since: number;
}

/**
 * Leases of others, watched by this process's own steady clock. The times in the rows were written by other clocks, or by this
 * one before it was set: that a lease has ended is told by its standing still, not by what time it says.
 */
export class LeaseWatch {
  #seen = new Map<string, Seen>();
  #lookedAt = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds of a clock that is never set */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /**
   * Of the jobs that others hold, those whose lease nobody has prolonged for `leaseMs`. A watcher that has not looked for so long,
   * because the database was away or the machine asleep, begins anew: the holders had no chance to be heard either.
   */
  lapsed<J extends Held>(jobs: readonly J[], leaseMs: number): J[] {
    const now = this.now();
    if (now - this.#lookedAt > leaseMs) this.#seen.clear();
    this.#lookedAt = now;
    const before = this.#seen;
    this.#seen = new Map(
      jobs.map((job) => {
        const sign = `${job.leaseToken ?? ""} ${String(job.leaseUntil?.getTime())}`;
        const known = before.get(job.id);
        return [job.id, known?.sign === sign ? known : { sign, since: now }];
      }),
    );
    return jobs.filter(({ id }) => now - (this.#seen.get(id)?.since ?? now) >= leaseMs);
  }
}
