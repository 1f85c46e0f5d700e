import { describe, expect, it } from "vitest";
import { SharedWork } from "@/server/services/shared-work";

/** Work that ends when it is told to, or when its signal aborts. */
function controlled() {
  const runs: { signal: AbortSignal; report: (progress: number) => void; end: (value: string) => void }[] =
    [];
  const work = (signal: AbortSignal, report: (progress: number) => void): Promise<string> =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new Error("aborted")));
      runs.push({ signal, report, end: resolve });
    });
  return { runs, work };
}

const begun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("work by key", () => {
  it("is done once for all who ask for the same, and for each key by itself", async () => {
    const shared = new SharedWork<string, number>();
    const { runs, work } = controlled();
    const asked = [shared.join("a", work), shared.join("a", work), shared.join("b", work)];
    await begun();
    expect(runs).toHaveLength(2);
    runs[0]?.end("one");
    runs[1]?.end("two");
    expect(await Promise.all(asked)).toEqual(["one", "one", "two"]);
  });

  it("is done again once it has ended, well or badly", async () => {
    const shared = new SharedWork<string>();
    await expect(shared.join("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await shared.join("a", () => Promise.resolve("yes"))).toBe("yes");
    expect(await shared.join("a", () => Promise.resolve("again"))).toBe("again");
  });

  it("tells everybody how far it is, a latecomer at once", async () => {
    const shared = new SharedWork<string, number>();
    const { runs, work } = controlled();
    const [early, late]: [number[], number[]] = [[], []];
    const first = shared.join("a", work, { onProgress: (at) => early.push(at) });
    await begun();
    runs[0]?.report(1);
    const second = shared.join("a", work, { onProgress: (at) => late.push(at) });
    runs[0]?.report(2);
    runs[0]?.end("done");
    await Promise.all([first, second]);
    expect([early, late]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it("goes on while one of those who asked is left, and ends when the last has gone", async () => {
    const shared = new SharedWork<string, number>();
    const { runs, work } = controlled();
    const [one, two] = [new AbortController(), new AbortController()];
    const first = shared.join("a", work, { signal: one.signal });
    const second = shared.join("a", work, { signal: two.signal });
    await begun();
    one.abort();
    await expect(first).rejects.toMatchObject({ code: "cancelled" });
    expect(runs[0]?.signal.aborted).toBe(false);
    two.abort();
    await expect(second).rejects.toMatchObject({ code: "cancelled" });
    expect(runs[0]?.signal.aborted).toBe(true);
    const third = shared.join("a", work);
    await begun();
    runs[1]?.end("fresh");
    expect(await third).toBe("fresh");
  });

  it("does not begin for who has gone already", async () => {
    const shared = new SharedWork<string, number>();
    const { runs, work } = controlled();
    await expect(shared.join("a", work, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(runs).toEqual([]);
  });
});
