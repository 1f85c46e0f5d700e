import { LatestProgress } from "@/server/services/latest-progress";

/** How long work tells of itself: progress while it goes on, then its result. */
export type WorkEvent<T, P extends object> =
  ({ readonly kind: "working" } & P) | { readonly kind: "ready"; readonly result: T };

/** Starts work and tells how far it is until it has a result; work that nobody listens to any more is told to end. */
export async function* followWork<T, P extends object>(
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal, report: (progress: P) => void) => Promise<T>,
): AsyncGenerator<WorkEvent<T, P>, void> {
  const left = new AbortController();
  const leave = (): void => left.abort();
  signal?.addEventListener("abort", leave, { once: true });
  if (signal?.aborted === true) leave();
  try {
    const progress = new LatestProgress<P>();
    const working = work(left.signal, (now) => progress.push(now));
    for await (const now of progress.until(working)) yield { kind: "working", ...now };
    yield { kind: "ready", result: await working };
  } finally {
    signal?.removeEventListener("abort", leave);
    leave();
  }
}
