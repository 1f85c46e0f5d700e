import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { enqueueJob } from "@/server/services/job/enqueue";
import { clocksCanBeSet, setClock, type SetClock } from "@/tests/support/set-clock";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { ORIGIN } from "@/tests/support/team-studio";
import { until } from "@/tests/support/training-studio";

const ROOT = path.join(import.meta.dirname, "..", "..", "..");
/** Silence after which another worker takes a job. */
const LEASE_MS = 1_000;

let studio: TestStudio;
let children: ChildProcess[] = [];
beforeEach(async () => {
  studio = await testStudio();
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill("SIGKILL");
    await exitOf(child);
  }
  await studio.end();
});

const exitOf = (child: ChildProcess): Promise<unknown> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once("exit", resolve));

function start(script: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", path.join(ROOT, "tests", "support", script), ...args],
    { cwd: ROOT, env: { ...studio.env, ...env }, stdio: ["pipe", "pipe", "inherit"] },
  );
  children = [...children, child];
  return child;
}

interface Entry {
  readonly pid: number;
  readonly event: string;
  readonly job?: string;
}

const journal = (): string => path.join(studio.home, "journal");
const gate = (): string => path.join(studio.home, "open");

async function entries(event: string): Promise<Entry[]> {
  const text = existsSync(journal()) ? await readFile(journal(), "utf8") : "";
  const all = text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Entry]));
  return all.filter((entry) => entry.event === event);
}

async function startWorker({ env }: SetClock): Promise<ChildProcess> {
  const child = start("test-worker.ts", [journal(), String(LEASE_MS)], env);
  await until(async () => ((await entries("ready")).some(({ pid }) => pid === child.pid) ? true : null));
  return child;
}

async function beginJob(): Promise<{ readonly id: string; readonly holder: number }> {
  const { db } = studio.ctx;
  const { id } = await enqueueJob({
    ...{ db, ctx: studio.ctx, kind: "train-run", key: randomUUID() },
    payload: { until: gate() },
  });
  const [begun] = await until(async () => {
    const found = await entries("begin");
    return found.length > 0 ? found : null;
  });
  return { id, holder: begun?.pid ?? 0 };
}

const ended = (id: string): Promise<true> =>
  until(async () => {
    const { state } = await studio.ctx.db.job.findUniqueOrThrow({ where: { id } });
    return state === "succeeded" ? true : null;
  });

describe.skipIf(!clocksCanBeSet())("a clock that is set while jobs run", () => {
  it("an hour forward and back again, on one machine, takes no job from who runs it", async () => {
    const clock = setClock(studio.home, "machine");
    await Promise.all([startWorker(clock), startWorker(clock)]);
    const { id } = await beginJob();
    for (const offset of ["+1h", "+0", "-1h", "+0"]) {
      clock.set(offset);
      await delay(2 * LEASE_MS);
    }
    await writeFile(gate(), "");
    await ended(id);
    expect(await entries("begin")).toHaveLength(1);
    expect(await entries("abort")).toEqual([]);
  });

  it("on one of two machines takes no job from the other", async () => {
    const [one, other] = [setClock(studio.home, "one"), setClock(studio.home, "other")];
    await Promise.all([startWorker(one), startWorker(other)]);
    const { id } = await beginJob();
    for (const [of, offset] of [
      [one, "+1h"],
      [other, "-1h"],
      [one, "-1h"],
      [other, "+1h"],
    ] as const) {
      of.set(offset);
      await delay(2 * LEASE_MS);
    }
    await writeFile(gate(), "");
    await ended(id);
    expect(await entries("begin")).toHaveLength(1);
    expect(await entries("abort")).toEqual([]);
  });

  it("an hour back keeps nobody from what a killed worker held, nor from what was asked before", async () => {
    const clock = setClock(studio.home, "machine");
    const workers = await Promise.all([startWorker(clock), startWorker(clock)]);
    clock.set("+1h");
    const { id, holder } = await beginJob();
    clock.set("+0");
    workers.find(({ pid }) => pid === holder)?.kill("SIGKILL");
    await until(async () => ((await entries("begin")).length === 2 ? true : null));
    await writeFile(gate(), "");
    await ended(id);
    expect(await entries("begin")).toHaveLength(2);
  });
});

describe.skipIf(!clocksCanBeSet())("a clock that is set while somebody is signed in", () => {
  it("ends no session by an hour, and lets none live on that was to end", async () => {
    const clock = setClock(studio.home, "machine");
    const team = { STUDIO_MODE: "team", STUDIO_ORIGIN: ORIGIN };
    const child = start("session-child.ts", [], { ...clock.env, ...team });
    const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
    const told = async (): Promise<string> => ((await lines.next()).value ?? "nothing") as string;
    const ask = async (act: string): Promise<string> => {
      child.stdin?.write(`${act}\n`);
      return told();
    };
    expect(await told()).toBe("ready");
    for (const offset of ["+1h", "+0", "-1h", "+0"]) {
      clock.set(offset);
      expect(await ask("standing")).toBe("1 sessions");
    }
    clock.set("+335h");
    expect(await ask("standing")).toBe("1 sessions");
    clock.set("-1h");
    for (let tries = 0; tries < 10; tries += 1) expect(await ask("sign in wrongly")).toBe("401");
    expect(await ask("sign in")).toBe("412");
    clock.set("+337h");
    expect(await ask("standing")).toBe("You are not signed in.");
    expect(await ask("join")).toBe("404");
    clock.set("+0");
    expect(await ask("standing")).toBe("You are not signed in.");
  });
});
