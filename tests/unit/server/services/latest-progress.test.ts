import { describe, expect, it } from "vitest";
import { LatestProgress } from "@/server/services/latest-progress";

async function told(progress: LatestProgress<number>, work: Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for await (const now of progress.until(work)) all.push(now);
  return all;
}

describe("progress for a slow reader", () => {
  it("is the newest, what came between is lost, the last is told", async () => {
    const progress = new LatestProgress<number>();
    for (const now of [1, 2, 3]) progress.push(now);
    const work = new Promise<void>((resolve) => {
      setImmediate(() => {
        for (const now of [4, 5, 6]) progress.push(now);
        resolve();
      });
    });
    expect(await told(progress, work)).toEqual([3, 6]);
  });

  it("ends with the work, also when it fails or never told anything", async () => {
    expect(await told(new LatestProgress<number>(), Promise.resolve())).toEqual([]);
    expect(await told(new LatestProgress<number>(), Promise.reject(new Error("no")))).toEqual([]);
  });
});
