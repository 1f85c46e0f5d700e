import { performance } from "node:perf_hooks";
import { BoundedCache } from "@/server/services/bounded-cache";
import type { Context } from "@/server/services/context";
import { SharedWork } from "@/server/services/shared-work";

/** Sessions whose figures are held; each is a few thousand numbers at most. */
const KEPT = 64;
/** Working them out may take this share of the time of the server's event loop, however fast answers come and whoever asks. */
const SHARE = 0.05;
/** Milliseconds after which they may be worked out again in any case: what the loop did for others meanwhile is counted, too. */
const LONGEST = 15_000;

/** Milliseconds that never go back. */
interface Clock {
  readonly now: () => number;
  /** Those in which the event loop could serve nobody else; waiting for a database is not among them. */
  readonly busy: () => number;
}

const SERVER: Clock = {
  now: () => performance.now(),
  busy: () => performance.eventLoopUtilization().active,
};

interface Kept<F> {
  readonly figures: F;
  readonly revision: string;
  readonly goodUntil: number;
}

/** Figures of one kind that follow from the answers of a session: worked out once for all who ask. */
export class KeptFigures<F> {
  private readonly kept = new BoundedCache<Kept<F>>(KEPT);
  private readonly work = new SharedWork<F>();

  constructor(private readonly clock: Clock = SERVER) {}

  /**
   * Those of a session, anew only where somebody joined or answered since and the last ones have stood for long enough.
   * @param make works them out; given how many changes of answers there are, the same number of which means the same answers
   */
  async of({ db, home }: Context, sessionId: string, make: (changes: number) => Promise<F>): Promise<F> {
    const [changes, joined] = await Promise.all([
      db.answerChange.count({ where: { answer: { document: { sessionId } } } }),
      db.reviewer.count({ where: { sessionId } }),
    ]);
    const revision = `${String(changes)} ${String(joined)}`;
    const key = `${home}\n${sessionId}`;
    const known = this.kept.get(key);
    if (known !== undefined && (known.revision === revision || this.clock.now() < known.goodUntil))
      return known.figures;
    return this.work.join(key, async () => {
      const before = this.clock.busy();
      const figures = await make(changes);
      const rest = Math.min(LONGEST, (this.clock.busy() - before) * (1 / SHARE - 1));
      this.kept.set(key, { figures, revision, goodUntil: this.clock.now() + rest }, 1);
      return figures;
    });
  }
}
