/**
 * Back-pressure: one piece of work runs at a time, of all that arrive meanwhile only the newest is kept.
 * `work` learns by `isStale` that a newer one waits. It must not throw.
 */
export function latestOnly<T>(work: (item: T, isStale: () => boolean) => Promise<void>): (item: T) => void {
  let waiting: { readonly item: T } | null = null;
  let isRunning = false;
  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting !== null) {
      const { item } = waiting;
      waiting = null;
      await work(item, () => waiting !== null);
    }
    isRunning = false;
  };
  return (item) => {
    waiting = { item };
    if (!isRunning) void run();
  };
}
