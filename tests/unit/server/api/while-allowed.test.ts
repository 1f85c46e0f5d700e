import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { whileAllowed } from "@/server/api/while-allowed";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Tells a number every ten seconds, without end. */
async function* everyTenSeconds(): AsyncGenerator<number> {
  for (let told = 0; ; told += 1) {
    vi.advanceTimersByTime(10_000);
    yield await Promise.resolve(told);
  }
}

/** What comes of a stream whose session has ended, until it ends. */
async function heard(data: AsyncIterable<unknown>): Promise<unknown[]> {
  const told: unknown[] = [];
  try {
    for await (const event of data) {
      told.push(event);
      if (told.length === 9) return told;
    }
  } catch (error) {
    told.push(error instanceof Error ? error.message : error);
  }
  return told;
}

it("goes on while whoever follows it may", async () => {
  const { data } = whileAllowed({ ok: true, data: everyTenSeconds() }, () => Promise.resolve(true));
  expect(await heard(data)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

it("ends within fifteen seconds, as soon as it has something to tell, when they may not any more", async () => {
  const { data } = whileAllowed({ ok: true, data: everyTenSeconds() }, () => Promise.resolve(false));
  expect(await heard(data)).toEqual([0, "Your session has ended."]);
});

it("leaves alone what is no stream", () => {
  const refused = { ok: false, error: "refused" };
  expect(whileAllowed(refused, () => Promise.resolve(false))).toBe(refused);
});
