import { StudioError } from "@/core/errors";

type Work<T, P> = (signal: AbortSignal, report: (progress: P) => void) => Promise<T>;

export interface Joining<P> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: P) => void) | undefined;
}

interface Running<T, P> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  readonly listeners: Set<(progress: P) => void>;
  waiting: number;
  last: P | null;
}

/** Work by key: those who ask for the same at the same time share one run of it, which ends when all of them have left. */
export class SharedWork<T, P = never> {
  private readonly running = new Map<string, Running<T, P>>();

  /** @throws StudioError `cancelled` when the caller's own signal aborts; what the work throws */
  async join(key: string, work: Work<T, P>, { signal, onProgress }: Joining<P> = {}): Promise<T> {
    if (signal?.aborted === true) throw cancelled();
    const run = this.running.get(key) ?? this.start(key, work);
    run.waiting += 1;
    if (onProgress !== undefined) {
      run.listeners.add(onProgress);
      if (run.last !== null) onProgress(run.last);
    }
    try {
      return await untilAborted(run.promise, signal);
    } finally {
      if (onProgress !== undefined) run.listeners.delete(onProgress);
      run.waiting -= 1;
      if (run.waiting === 0) this.leave(key, run);
    }
  }

  private start(key: string, work: Work<T, P>): Running<T, P> {
    const controller = new AbortController();
    const listeners = new Set<(progress: P) => void>();
    const report = (progress: P): void => {
      run.last = progress;
      for (const listener of listeners) listener(progress);
    };
    const promise = Promise.resolve().then(() => work(controller.signal, report));
    const run: Running<T, P> = { promise, controller, listeners, waiting: 0, last: null };
    promise.catch(() => undefined).finally(() => this.forget(key, run));
    this.running.set(key, run);
    return run;
  }

  private leave(key: string, run: Running<T, P>): void {
    run.controller.abort();
    this.forget(key, run);
  }

  private forget(key: string, run: Running<T, P>): void {
    if (this.running.get(key) === run) this.running.delete(key);
  }
}

const cancelled = (): StudioError => new StudioError("cancelled", "The work was cancelled.");

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(cancelled());
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
