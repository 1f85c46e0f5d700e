import { describe, expect, it } from "vitest";
import { Gate } from "@/server/duckdb/statement-gate";

/** Works that end when they are told to, in the order they began. */
function works() {
  const running: { name: string; end: () => void }[] = [];
  const work = (name: string) => (): Promise<string> =>
    new Promise((resolve) => running.push({ name, end: () => resolve(name) }));
  return { running, work, begun: () => running.map(({ name }) => name) };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a gate", () => {
  it("lets no more through than it may, the others in the order they came", async () => {
    const gate = new Gate(2);
    const { running, work, begun } = works();
    const all = ["a", "b", "c", "d"].map((name) => gate.pass(work(name)));
    await settle();
    expect(begun()).toEqual(["a", "b"]);
    running[1]?.end();
    await settle();
    expect(begun()).toEqual(["a", "b", "c"]);
    running[0]?.end();
    running[2]?.end();
    await settle();
    running[3]?.end();
    expect(await Promise.all(all)).toEqual(["a", "b", "c", "d"]);
  });

  it("forgets who left while waiting, and lets the next in after a failure", async () => {
    const gate = new Gate(1);
    const { running, work, begun } = works();
    const first = gate.pass(work("a"));
    const leaving = new AbortController();
    const left = gate.pass(work("b"), leaving.signal);
    const failing = gate.pass(() => Promise.reject(new Error("no")));
    const last = gate.pass(work("c"));
    await settle();
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: "cancelled" });
    await expect(gate.pass(work("d"), AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
    running[0]?.end();
    await expect(failing).rejects.toThrow("no");
    await settle();
    expect(begun()).toEqual(["a", "c"]);
    running[1]?.end();
    expect(await Promise.all([first, last])).toEqual(["a", "c"]);
    const again = gate.pass(work("e"));
    await settle();
    running[2]?.end();
    expect(await again).toBe("e");
  });
});
