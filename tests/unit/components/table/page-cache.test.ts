import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PageCache } from "@/components/table/page-cache";

const PER_PAGE = 10;

interface Asked {
  readonly page: number;
  readonly signal: AbortSignal;
  readonly answer: () => void;
  readonly fail: (error: Error) => void;
}

/** A source whose answers come when the test says so; row n of the table is the number n. */
function tableOf(count: number) {
  const asked: Asked[] = [];
  const cache = new PageCache<number>({
    rowsPerPage: PER_PAGE,
    count,
    fetchPage: (page, signal) =>
      new Promise((resolve, reject) => {
        const length = Math.min(PER_PAGE, count - page * PER_PAGE);
        const rows = Array.from({ length }, (_, row) => page * PER_PAGE + row);
        signal.addEventListener("abort", () => reject(new Error("aborted")));
        asked.push({ page, signal, answer: () => resolve(rows), fail: reject });
      }),
  });
  const open = () => asked.filter(({ signal }) => !signal.aborted).map(({ page }) => page);
  const answerAll = async () => {
    for (let done = 0; done < asked.length; done += 1) {
      asked[done]?.answer();
      await vi.advanceTimersByTimeAsync(0);
    }
  };
  return { cache, asked, open, answerAll };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a cache of pages", () => {
  it("has no row that is still on its way, and tells when it is here", async () => {
    const { cache, asked } = tableOf(1_000);
    const told = vi.fn();
    cache.subscribe(told);
    cache.want({ first: 0, last: 5 });
    expect(cache.rowAt(3)).toBeUndefined();
    asked[0]?.answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(cache.rowAt(3)).toBe(3);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it("asks for what is in sight first, then ahead in the direction of the scroll", async () => {
    const { cache, asked, answerAll } = tableOf(1_000);
    cache.want({ first: 500, last: 509 });
    await answerAll();
    expect(asked.map(({ page }) => page)).toEqual([50, 51, 49]);
    cache.want({ first: 495, last: 504 });
    await answerAll();
    expect(asked.map(({ page }) => page)).toEqual([50, 51, 49, 48]);
  });

  it("asks for nothing twice", async () => {
    const { cache, asked, answerAll } = tableOf(30);
    for (let first = 0; first < 20; first += 1) {
      cache.want({ first, last: first + 9 });
      await answerAll();
    }
    expect(asked.map(({ page }) => page).sort()).toEqual([0, 1, 2]);
  });

  it("gives up requests for rows that were scrolled past, and asks again once the scroll stays", async () => {
    const { cache, asked, open } = tableOf(10_000);
    cache.want({ first: 0, last: 9 });
    for (const first of [1_000, 2_000, 3_000, 4_000]) cache.want({ first, last: first + 9 });
    expect(open()).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(open()).toEqual([400, 401]);
    expect(asked).toHaveLength(4);
    expect(asked.filter(({ signal }) => signal.aborted)).toHaveLength(2);
  });

  it("shows something during a drag that never stays", async () => {
    const { cache, asked } = tableOf(100_000);
    for (let first = 0; first < 40_000; first += 1_000) {
      cache.want({ first, last: first + 9 });
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(asked.length).toBeGreaterThan(8);
    expect(asked.length).toBeLessThan(20);
  });

  it("stops at a failure until told to try again", async () => {
    const { cache, asked } = tableOf(100);
    cache.want({ first: 0, last: 9 });
    asked[0]?.fail(new Error("gone"));
    await vi.advanceTimersByTimeAsync(0);
    expect(cache.error).toEqual(new Error("gone"));
    cache.want({ first: 50, last: 59 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked.map(({ page }) => page)).toEqual([0, 1]);
    cache.retry();
    expect(cache.error).toBeNull();
    expect(asked.at(-1)?.page).toBe(6);
  });

  it("brings a row that nobody looks at, and none beyond the end", async () => {
    const { cache, asked } = tableOf(25);
    const row = cache.load(24);
    asked[0]?.answer();
    expect(await row).toBe(24);
    expect(await cache.load(25)).toBeUndefined();
    expect(await cache.load(-1)).toBeUndefined();
  });

  it("ends with the rows of the last window, whatever the way there", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 990 }), fc.nat({ max: 120 })), { minLength: 1, maxLength: 15 }),
        async (way) => {
          const { cache, answerAll } = tableOf(1_000);
          for (const [first, ms] of way) {
            cache.want({ first, last: first + 9 });
            await vi.advanceTimersByTimeAsync(ms);
          }
          await vi.advanceTimersByTimeAsync(500);
          await answerAll();
          const [first] = way.at(-1) ?? [0];
          for (let row = first; row < first + 10; row += 1) expect(cache.rowAt(row)).toBe(row);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("forgets what was seen longest ago, never what is in sight", async () => {
    const { cache, asked, answerAll } = tableOf(10_000);
    for (let page = 0; page < 300; page += 2) {
      cache.want({ first: page * PER_PAGE, last: page * PER_PAGE + 9 });
      await vi.advanceTimersByTimeAsync(400);
      await answerAll();
      expect(cache.rowAt(page * PER_PAGE)).toBe(page * PER_PAGE);
    }
    expect(cache.rowAt(0)).toBeUndefined();
    expect(asked.length).toBeGreaterThan(250);
  });
});
