import { describe, expect, it } from "vitest";
import { latestOnly } from "@/workers/browser/latest-only";

describe("latestOnly", () => {
  it("runs one piece at a time and of those that arrive meanwhile only the newest", async () => {
    const done: number[] = [];
    const gates = new Map<number, () => void>();
    const opened = (item: number) => new Promise<void>((resolve) => gates.set(item, resolve));
    const finished = new Promise<void>((resolve) => {
      const ask = latestOnly<number>(async (item, isStale) => {
        await opened(item);
        done.push(item);
        if (item === 1) expect(isStale()).toBe(true);
        if (item === 4) {
          expect(isStale()).toBe(false);
          resolve();
        }
      });
      for (const item of [1, 2, 3, 4]) ask(item);
    });
    gates.get(1)?.();
    while (!gates.has(4)) await Promise.resolve();
    gates.get(4)?.();
    await finished;
    expect(done).toEqual([1, 4]);
  });
});
