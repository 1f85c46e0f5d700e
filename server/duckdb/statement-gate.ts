import { StudioError } from "@/core/errors";

/** Lets a few works run at the same time; the others wait in the order they came. */
export class Gate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  /** @throws StudioError `cancelled` when the signal aborts before the work begins */
  async pass<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.running >= this.most) await this.turn(signal);
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }

  /** Resolves with the place of one who has left. */
  private turn(signal: AbortSignal | undefined): Promise<void> {
    const cancelled = new StudioError("cancelled", "The work was cancelled.");
    if (signal?.aborted === true) return Promise.reject(cancelled);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        reject(cancelled);
      };
      const enter = (): void => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      signal?.addEventListener("abort", leave, { once: true });
      this.waiting.push(enter);
    });
  }
}

/** A statement of DuckDB takes one thread of libuv's pool while it runs; one is left for reading files. */
const MOST = Math.max(1, Number(process.env["UV_THREADPOOL_SIZE"] ?? 4) - 1);

/** Kept on `globalThis`: a development server evaluates modules again, and the pool is the process's. */
const kept: typeof globalThis & { studioStatements?: Gate } = globalThis;

/** The gate of all statements of this process. */
export const statementGate = (): Gate => (kept.studioStatements ??= new Gate(MOST));
