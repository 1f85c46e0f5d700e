/** Milliseconds between two tellings: a page draws no more often. */
const EVERY_MS = 100;

/** Progress from a callback to a loop: a reader that is slow, or told too often, gets the newest and misses the others. */
export class LatestProgress<P> {
  private newest: P | null = null;
  private wake: () => void = () => undefined;

  push(progress: P): void {
    this.newest = progress;
    this.wake();
  }

  /** Yields progress until the work has ended, well or badly; the caller awaits the work itself. */
  async *until(work: Promise<unknown>): AsyncGenerator<P, void> {
    let over = false;
    const end = work.then(
      () => undefined,
      () => undefined,
    );
    void end.then(() => {
      over = true;
      this.wake();
    });
    for (;;) {
      if (this.newest === null && !over) await new Promise<void>((resolve) => (this.wake = resolve));
      const now = this.newest;
      this.newest = null;
      if (now !== null) yield now;
      if (over) return;
      await Promise.race([end, new Promise((resolve) => setTimeout(resolve, EVERY_MS))]);
    }
  }
}
