import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JobKind, JobState } from "@/server/services/job/job-kinds";
import { cancelJob } from "@/server/services/job/cancel";
import { claimJob } from "@/server/services/job/claim";
import { enqueueJob } from "@/server/services/job/enqueue";
import { executeJob } from "@/server/services/job/execute";
import { finishJob } from "@/server/services/job/finish";
import { getJob } from "@/server/services/job/get";
import { heartbeatJob } from "@/server/services/job/heartbeat";
import type { JobRunner } from "@/server/services/job/job-runner";
import { LeaseWatch } from "@/server/services/job/lease-watch";
import { watchJob } from "@/server/services/job/watch";
import { testStudio, type TestStudio } from "../support/studio-home";

const ROOT = path.join(import.meta.dirname, "..", "..");

interface Entry {
  readonly pid: number;
  readonly event: string;
  readonly job?: string;
  readonly reason?: string;
  readonly tries?: number;
}

let studio: TestStudio;
let children: ChildProcess[] = [];
const journal = () => path.join(studio.home, "journal");
const gate = (name: string) => path.join(studio.home, `gate-${name}`);

async function entries(): Promise<Entry[]> {
  const text = await readFile(journal(), "utf8").catch(() => "");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Entry);
}

/** Waits for a fact, never for a time. */
async function until<T>(fact: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await fact();
    if (found !== null && found !== undefined && found !== false) return found;
    await delay(20);
  }
}

const untilEntry = (wanted: Partial<Entry>) =>
  until(async () =>
    (await entries()).find((entry) =>
      Object.entries(wanted).every(([key, value]) => entry[key as keyof Entry] === value),
    ),
  );

const untilState = (id: string, state: JobState) =>
  until(async () => {
    const job = await getJob({ ctx: studio.ctx, input: { id } });
    return job.state === state ? job : null;
  });

async function startWorker(leaseMs = 800, graceMs = 5000): Promise<ChildProcess & { pid: number }> {
  const script = path.join(ROOT, "tests", "support", "test-worker.ts");
  const child = spawn(
    process.execPath,
    ["--import", "tsx", script, journal(), String(leaseMs), String(graceMs)],
    {
      cwd: ROOT,
      env: studio.env,
      stdio: ["ignore", "inherit", "pipe"],
    },
  );
  children.push(child);
  const { pid } = child;
  if (pid === undefined) throw new Error("no process");
  await untilEntry({ pid, event: "ready" });
  return Object.assign(child, { pid });
}

const exitOf = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise<number | null>((resolve) => child.once("exit", resolve));

const enqueue = (kind: JobKind, key: string = randomUUID(), payload: object = {}, again = false) =>
  enqueueJob({
    db: studio.ctx.db,
    ctx: studio.ctx,
    kind,
    key,
    payload: { until: gate("open"), ...payload },
    again,
  });

const claim = (watch?: LeaseWatch) =>
  claimJob({
    ...{ db: studio.ctx.db, kinds: ["import-corpus"], leaseMs: 60_000 },
    ...(watch === undefined ? {} : { watch }),
  });

beforeEach(async () => {
  studio = await testStudio();
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  await Promise.all(children.map(exitOf));
  children = [];
  await studio.end();
});

describe("the queue", () => {
  it("makes two requests of one key one job, also when they come at once", async () => {
    const jobs = await Promise.all(Array.from({ length: 8 }, () => enqueue("import-corpus", "import:1")));
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(1);
    expect(await studio.ctx.db.job.count()).toBe(1);
  });

  it("gives a job to one of many that ask at once", async () => {
    await enqueue("import-corpus");
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim()));
    expect(claims.filter((job) => job !== null)).toHaveLength(1);
  });

  it("hands out the oldest first and only kinds that were asked for", async () => {
    const first = await enqueue("import-corpus");
    await enqueue("train-run");
    const second = await enqueue("import-corpus");
    expect((await claim())?.id).toBe(first.id);
    expect((await claim())?.id).toBe(second.id);
    expect(await claim()).toBeNull();
  });

  it("gives a job to another only when its lease has stood still for its length, whatever the clocks say, and then the first holder can write nothing", async () => {
    const { id } = await enqueue("import-corpus");
    const first = await claim();
    const { db } = studio.ctx;
    let now = 0;
    const watch = new LeaseWatch(() => now);
    for (; now < 60_000; now += 30_000) expect(await claim(watch)).toBeNull();
    const second = await claim(watch);
    expect(second?.tries).toBe(2);
    const stale = { db, id, leaseToken: first?.leaseToken ?? "" };
    expect(await heartbeatJob({ ...stale, leaseMs: 1000, progress: null })).toBe(false);
    expect(await finishJob({ ...stale, outcome: { kind: "succeeded", result: null } })).toBe(false);
    const holder = { db, id, leaseToken: second?.leaseToken ?? "" };
    expect(await finishJob({ ...holder, outcome: { kind: "succeeded", result: { rows: 3 } } })).toBe(true);
    expect(await getJob({ ctx: studio.ctx, input: { id } })).toMatchObject({
      state: "succeeded",
      result: { rows: 3 },
    });
  });

  it("forgives a job its earlier tries once it has achieved something that lasts", async () => {
    const { id } = await enqueue("import-corpus");
    await studio.ctx.db.job.update({ where: { id }, data: { tries: 8 } });
    const job = await claim();
    if (job === null) throw new Error("nothing to claim");
    const triesNow = async () => (await studio.ctx.db.job.findUniqueOrThrow({ where: { id } })).tries;
    const begun: number[] = [];
    const run: JobRunner = async ({ thrives }) => {
      begun.push(await triesNow());
      thrives();
      await until(async () => (await triesNow()) === 1);
      return null;
    };
    const shutdown = new AbortController().signal;
    expect(await executeJob({ ctx: studio.ctx, job, run, shutdown })).toBe("succeeded");
    expect(begun).toEqual([9]);
  });

  it("cancels a waiting job at once and runs it again only when asked to", async () => {
    const { id } = await enqueue("import-corpus", "import:1");
    expect((await cancelJob({ ctx: studio.ctx, input: { id } })).state).toBe("cancelled");
    expect((await enqueue("import-corpus", "import:1")).state).toBe("cancelled");
    expect((await enqueue("import-corpus", "import:1", {}, true)).state).toBe("queued");
    expect((await claim())?.id).toBe(id);
  });

  it("tells a watcher each change once and what is new after a break", async () => {
    const { id } = await enqueue("import-corpus");
    const { ctx } = studio;
    const seen: [string, string][] = [];
    const watching = (async () => {
      for await (const { eventId, job } of watchJob({ ctx, input: { id } })) seen.push([eventId, job.state]);
    })();
    await until(() => Promise.resolve(seen.length === 1));
    const job = await claim();
    await until(() => Promise.resolve(seen.length === 2));
    await finishJob({
      db: ctx.db,
      id,
      leaseToken: job?.leaseToken ?? "",
      outcome: { kind: "succeeded", result: null },
    });
    await watching;
    expect(seen.map(([, state]) => state)).toEqual(["queued", "running", "succeeded"]);
    const later = watchJob({ ctx, input: { id, lastEventId: seen[1]?.[0] } });
    expect((await later.next()).value).toMatchObject({ eventId: seen[2]?.[0], job: { state: "succeeded" } });
    expect((await watchJob({ ctx, input: { id, lastEventId: seen[2]?.[0] } }).next()).done).toBe(true);
  });
});

describe("worker processes", () => {
  it("share forty jobs without running one twice", async () => {
    await writeFile(gate("open"), "");
    await Promise.all([startWorker(60_000), startWorker(60_000)]);
    const jobs = await Promise.all(Array.from({ length: 40 }, () => enqueue("import-corpus")));
    for (const { id } of jobs) await untilState(id, "succeeded");
    const begun = (await entries()).filter(({ event }) => event === "begin").map(({ job }) => job);
    expect(begun.sort()).toEqual(jobs.map(({ id }) => id).sort());
  });

  it("take over what a killed one held, once its lease has ended", async () => {
    const first = await startWorker();
    const { id } = await enqueue("train-run");
    await untilEntry({ event: "begin", job: id, pid: first.pid });
    const second = await startWorker();
    first.kill("SIGKILL");
    await untilEntry({ event: "begin", job: id, pid: second.pid });
    await writeFile(gate("open"), "");
    expect((await untilState(id, "succeeded")).error).toBeNull();
    expect(
      (await entries()).filter(({ event, job }) => event === "begin" && job === id).map(({ tries }) => tries),
    ).toEqual([1, 2]);
  });

  it("give a job back at once when they are ended, without counting the try", async () => {
    const first = await startWorker(60_000);
    const { id } = await enqueue("train-run");
    await untilEntry({ event: "begin", job: id });
    first.kill("SIGTERM");
    expect(await exitOf(first)).toBe(0);
    expect(await untilEntry({ event: "abort", job: id })).toMatchObject({ reason: "shutdown" });
    expect(await studio.ctx.db.job.findUnique({ where: { id } })).toMatchObject({
      state: "queued",
      tries: 0,
      leaseToken: null,
    });
    await startWorker(60_000);
    await writeFile(gate("open"), "");
    await untilState(id, "succeeded");
  });

  it("give back also what does not stop within its grace", async () => {
    const worker = await startWorker(60_000, 200);
    const { id } = await enqueue("train-run", randomUUID(), { deaf: true });
    await untilEntry({ event: "begin", job: id });
    worker.kill("SIGTERM");
    expect(await exitOf(worker)).toBe(0);
    expect((await getJob({ ctx: studio.ctx, input: { id } })).state).toBe("queued");
  });

  it("stop a running job that is cancelled and go on with the next", async () => {
    await startWorker();
    const first = await enqueue("train-run");
    const second = await enqueue("train-run");
    await untilEntry({ event: "begin", job: first.id });
    await cancelJob({ ctx: studio.ctx, input: { id: first.id } });
    await untilState(first.id, "cancelled");
    expect(await untilEntry({ event: "abort", job: first.id })).toMatchObject({ reason: "cancel" });
    await untilEntry({ event: "begin", job: second.id });
  });

  it("run one training and two other jobs at a time", async () => {
    const trainings = await Promise.all([enqueue("train-run"), enqueue("train-run")]);
    const imports = await Promise.all([1, 2, 3].map(() => enqueue("import-corpus")));
    await startWorker();
    await until(async () => (await entries()).filter(({ event }) => event === "begin").length === 3);
    const begun = new Set((await entries()).map(({ job }) => job));
    expect(trainings.filter(({ id }) => begun.has(id))).toHaveLength(1);
    expect(imports.filter(({ id }) => begun.has(id))).toHaveLength(2);
    await writeFile(gate("open"), "");
    for (const { id } of [...trainings, ...imports]) await untilState(id, "succeeded");
  });

  it("write progress, a failure a person can act on, and an unexpected one as such", async () => {
    await startWorker();
    const job = await enqueue("train-run");
    const progress = await until(
      async () => (await getJob({ ctx: studio.ctx, input: { id: job.id } })).progress,
    );
    expect(progress).toMatchObject({ total: null, unit: "steps", phase: "waiting" });
    expect((await untilState((await enqueue("prepare-gpu")).id, "failed")).error).toEqual({
      code: "invalid-input",
      message: "The file is not JSON: Connection terminated.",
      way: "Check line 3.",
    });
    expect((await untilState((await enqueue("materialise-selection")).id, "failed")).error).toMatchObject({
      code: "unavailable",
      message: 'The job "materialise-selection" failed unexpectedly: x is not a function',
    });
  });
});
