import { watch } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { TrainingEvent } from "@/core/training-events";
import { readEvents } from "@/server/training/read-events";
import { eventsPath } from "@/server/training/run-files";

/** Longest wait for a sign of the file system, which network storage never gives. */
const POLL_MS = 500;
/** Shortest time between two readings, so that a fast training is read in batches. */
const REST_MS = 100;

export interface TailOptions {
  readonly runDirectory: string;
  /** Events up to this seq are known; -1 for all. */
  readonly lastSeq: number;
  /** Whether nothing more will be written; asked before each reading, so that no last event is missed. */
  readonly isOver: () => Promise<boolean>;
  readonly signal?: AbortSignal | undefined;
}

/** The events of a run after `lastSeq`, then each new one as it is written, until the run is over or nobody listens. */
export async function* tailEvents({
  runDirectory,
  lastSeq,
  isOver,
  signal,
}: TailOptions): AsyncGenerator<TrainingEvent, void> {
  const file = eventsPath(runDirectory);
  let known = lastSeq;
  let offset = 0;
  while (signal?.aborted !== true) {
    const over = await isOver();
    for (;;) {
      const page = await readEvents(file, offset);
      for (const event of page.events) {
        if (event.seq <= known) continue;
        known = event.seq;
        yield event;
      }
      if (page.offset === offset) break;
      offset = page.offset;
    }
    if (over) return;
    await delay(REST_MS);
    await changed(runDirectory, POLL_MS - REST_MS, signal);
  }
}

/** Waits until something in the folder changes, at most `ms`; a folder that is not there yet is waited for as long. */
function changed(folder: string, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      watcher?.close();
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done, { once: true });
    const watcher = watchFolder(folder, done);
  });
}

function watchFolder(folder: string, changed: () => void): { close(): void } | null {
  try {
    return watch(folder, { persistent: false }, changed).on("error", changed);
  } catch {
    return null;
  }
}
