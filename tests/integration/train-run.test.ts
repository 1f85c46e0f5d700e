import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { foldEvents, type TrainingEvent } from "@/core/training-events";
import { llamaShapeSchema } from "@/core/models";
import { defaultTrainSettings } from "@/core/train-settings";
import { cancelRun } from "@/server/services/run/cancel";
import { getRun } from "@/server/services/run/get";
import { planRun } from "@/server/services/run/plan";
import { readRunLog } from "@/server/services/run/read-log";
import { retryRun } from "@/server/services/run/retry";
import type { RunSummary } from "@/server/services/run/run-summary";
import { streamRunEvents } from "@/server/services/run/stream-events";
import { submitRun } from "@/server/services/run/submit";
import { runPath } from "@/server/storage/home";
import { curvesOf } from "@/server/training/curves-cache";
import { gpuEnvironment } from "@/server/training/gpu-environment";
import { processesWithNonce } from "@/server/training/process-nonce";
import { latestAttempt } from "@/server/training/run-files";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { trainableSelection } from "@/tests/support/trainable-selection";

const ROOT = path.join(import.meta.dirname, "..", "..");
const STEPS = 60;

const environment = await gpuEnvironment();
if (environment.state !== "ready") console.log(`training is not tested: ${environment.message}`);

const shape = llamaShapeSchema.parse({
  hiddenSize: 32,
  layers: 1,
  heads: 2,
  kvHeads: 2,
  intermediateSize: 64,
  context: 64,
  tiedEmbeddings: true,
});
const train = {
  ...defaultTrainSettings("custom"),
  tokenBudget: STEPS * 256,
  batchTokens: 256,
  learningRate: 0.01,
  checkpointEverySteps: 5,
  validateEverySteps: 20,
};

let studio: TestStudio;
let selectionId: string;
let workers: ChildProcess[] = [];

async function until<T>(fact: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const value = await fact();
    if (value !== null) return value;
    await delay(50);
  }
}

function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, ["--import", "tsx", "workers/jobs/main.ts"], {
    cwd: ROOT,
    env: studio.env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  workers.push(worker);
  return worker;
}

const exited = (worker: ChildProcess): Promise<void> =>
  worker.exitCode !== null || worker.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) =>
        worker.once("exit", () => {
          resolve();
        }),
      );

const submit = (id: string): Promise<RunSummary> =>
  submitRun({
    ctx: studio.ctx,
    input: { id, selectionId, name: "micro", backend: "local", model: "custom", shape, train },
  });

const summary = (id: string): Promise<RunSummary> => getRun({ ctx: studio.ctx, input: { id } });

const untilState = (id: string, ...states: RunSummary["state"][]): Promise<RunSummary> =>
  until(async () => {
    const run = await summary(id);
    if (run.state === "failed" && !states.includes("failed")) throw new Error(run.failure ?? "failed");
    return states.includes(run.state) ? run : null;
  });

const untilCheckpoint = (id: string): Promise<number> =>
  until(async () => {
    const curves = await curvesOf(runPath(id, studio.home));
    const checkpoint = curves.checkpoints.at(-1)?.step ?? 0;
    return checkpoint > 0 && curves.step > checkpoint && curves.state === "running" ? checkpoint : null;
  });

async function handleOf(id: string): Promise<{ pid: number; nonce: string }> {
  const attempt = await latestAttempt(runPath(id, studio.home));
  return JSON.parse(
    await readFile(path.join(runPath(id, studio.home), "attempts", String(attempt), "handle.json"), "utf8"),
  );
}

/** The supervisor's one child, found as the kernel knows it. */
async function trainerOf(id: string): Promise<number> {
  const { pid, nonce } = await handleOf(id);
  const [trainer] = (await processesWithNonce(nonce)).filter((member) => member !== pid);
  if (trainer === undefined) throw new Error("no trainer runs");
  return trainer;
}

async function everyStepOnce(id: string): Promise<void> {
  const { train: points, validation } = await curvesOf(runPath(id, studio.home));
  expect(points.map((point) => point.step)).toEqual(Array.from({ length: STEPS }, (_, index) => index + 1));
  expect(validation.map((point) => point.step)).toEqual([0, 20, 40, 60]);
  expect(validation.at(-1)?.loss).toBeLessThan(validation[0]?.loss ?? 0);
}

beforeAll(async () => {
  studio = await testStudio();
  selectionId = await trainableSelection(studio, 0.15);
});

afterEach(async () => {
  for (const worker of workers) {
    worker.kill("SIGKILL");
    await exited(worker);
  }
  workers = [];
});

afterAll(() => studio.end());

describe("a run before it trains", () => {
  it("is planned from the manifest of its selection", async () => {
    const plan = await planRun({ ctx: studio.ctx, input: { selectionId, model: "custom", shape, train } });
    const selection = await studio.ctx.db.selection.findUniqueOrThrow({ where: { id: selectionId } });
    expect(plan.passTokens).toBe(Number(selection.tokens) + 2 * Number(selection.documents));
    expect(plan).toMatchObject({ steps: STEPS, tokens: STEPS * 256 });
    expect(plan.domains.map((domain) => domain.domain)).toEqual(["book", "c4"]);
  });

  it("is one run however often it is submitted, and is cancelled at once while it waits", async () => {
    const id = randomUUID();
    const submitted = await Promise.all([submit(id), submit(id), submit(id)]);
    expect(submitted.map((run) => run.state)).toEqual(["confirmed", "confirmed", "confirmed"]);
    expect(await studio.ctx.db.run.count({ where: { id } })).toBe(1);
    expect(await cancelRun({ ctx: studio.ctx, input: { id } })).toMatchObject({ state: "cancelled" });
    const newId = randomUUID();
    await retryRun({ ctx: studio.ctx, input: { id, newId } });
    expect(await cancelRun({ ctx: studio.ctx, input: { id: newId } })).toMatchObject({
      id: newId,
      model: "custom",
    });
  });

  it("demands a validation set", async () => {
    const without = await trainableSelection(studio, 0);
    const input = {
      id: randomUUID(),
      selectionId: without,
      name: "blind",
      backend: "local",
      model: "tiny",
      train: defaultTrainSettings("tiny"),
    } as const;
    await expect(submitRun({ ctx: studio.ctx, input })).rejects.toMatchObject({ code: "not-ready" });
  });
});

describe.skipIf(environment.state !== "ready")("a run that trains", { timeout: 900_000 }, () => {
  it("goes on while its worker is killed, and the next worker finds it", async () => {
    const id = randomUUID();
    await submit(id);
    const streamed: TrainingEvent[] = [];
    const listening = (async () => {
      for await (const event of streamRunEvents({ ctx: studio.ctx, input: { id } })) streamed.push(event);
    })();
    const first = startWorker();
    await untilCheckpoint(id);
    first.kill("SIGKILL");
    await exited(first);
    const { pid } = await handleOf(id);
    process.kill(pid, 0);
    startWorker();
    const run = await untilState(id, "succeeded");
    expect(run).toMatchObject({ step: STEPS, totalSteps: STEPS, failure: null });
    expect(run.attempts).toMatchObject([{ number: 1, state: "succeeded", exitCode: 0 }]);
    await everyStepOnce(id);
    await listening;
    expect(foldEvents(streamed)).toEqual(await curvesOf(runPath(id, studio.home)));
    const log = await readRunLog({ ctx: studio.ctx, input: { id } });
    expect(log.attempt).toBe(1);
  });

  it("resumes from its checkpoint when the trainer is killed", async () => {
    const id = randomUUID();
    await submit(id);
    startWorker();
    const checkpoint = await untilCheckpoint(id);
    process.kill(await trainerOf(id), "SIGKILL");
    const run = await untilState(id, "succeeded");
    expect(run.attempts).toMatchObject([
      { number: 1, state: "failed", exitCode: 137 },
      { number: 2, state: "succeeded", exitCode: 0 },
    ]);
    expect(run.attempts[1]?.firstStep).toBeGreaterThanOrEqual(checkpoint);
    await everyStepOnce(id);
  });

  it("stops at a checkpoint with the studio and goes on with the next one", async () => {
    const id = randomUUID();
    await submit(id);
    const first = startWorker();
    await untilCheckpoint(id);
    first.kill("SIGTERM");
    await exited(first);
    expect(await summary(id)).toMatchObject({
      state: "preempted",
      attempts: [{ state: "preempted", exitCode: 75 }],
    });
    expect(await studio.ctx.db.job.findUnique({ where: { key: `train:${id}` } })).toMatchObject({
      state: "queued",
    });
    startWorker();
    const run = await untilState(id, "succeeded");
    expect(run.attempts).toHaveLength(2);
    await everyStepOnce(id);
  });

  it("ends with all its processes when it is cancelled", async () => {
    const id = randomUUID();
    await submit(id);
    startWorker();
    await untilCheckpoint(id);
    expect((await cancelRun({ ctx: studio.ctx, input: { id } })).state).toBe("cancelling");
    const run = await untilState(id, "cancelled");
    expect(run.attempts).toMatchObject([{ state: "cancelled" }]);
    expect(await processesWithNonce((await handleOf(id)).nonce)).toEqual([]);
  });
});
