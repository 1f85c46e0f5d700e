import { setImmediate as nextTurn } from "node:timers/promises";
import type { JobProgress } from "@/server/services/job/job-summary";

export interface DemoWatch {
  readonly report: (progress: JobProgress) => void;
  readonly signal: AbortSignal;
}

/** Items between two reports; in between other work of the process gets its turn. */
const ITEMS_A_TURN = 64;

/**
 * Maps item by item, reports as it goes and lets heartbeats through.
 * @throws the signal's reason once it is aborted.
 */
export async function mapWatched<Item, Result>(
  items: readonly Item[],
  phase: string,
  watch: DemoWatch,
  map: (item: Item, at: number) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [at, item] of items.entries()) {
    if (at % ITEMS_A_TURN === 0) {
      watch.report({ done: at, total: items.length, unit: "documents", phase, rate: null });
      await nextTurn();
      watch.signal.throwIfAborted();
    }
    results.push(map(item, at));
  }
  watch.report({ done: items.length, total: items.length, unit: "documents", phase, rate: null });
  return results;
}
