import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { foldEvents, type TrainingEvent } from "@/core/training-events";
import { defaultTrainSettings } from "@/core/train-settings";
import { cancelRun } from "@/server/services/run/cancel";
import { planRun } from "@/server/services/run/plan";
import { readRunLog } from "@/server/services/run/read-log";
import { retryRun } from "@/server/services/run/retry";
import { streamRunEvents } from "@/server/services/run/stream-events";
import { submitRun } from "@/server/services/run/submit";
import { runPath } from "@/server/storage/home";
import { curvesOf } from "@/server/training/curves-cache";
import { gpuEnvironment } from "@/server/training/gpu-environment";
import { processesWithNonce } from "@/server/training/process-nonce";
import { latestAttempt } from "@/server/training/run-files";
import { trainableSelection } from "@/tests/support/trainable-selection";
import {
  exited,
  microShape,
  microTrain,
  STEPS,
  trainingStudio,
  type TrainingStudio,
} from "@/tests/support/training-studio";

const environment = await gpuEnvironment();
if (environment.state !== "ready") console.log(`training is not tested: ${environment.message}`);

let studio: TrainingStudio;

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

beforeAll(async () => {
  studio = await trainingStudio();
});

afterEach(() => studio.killWorkers());

afterAll(() => studio.end());

describe("a run before it trains", () => {
  it("is planned from the manifest of its selection", async () => {
    const plan = await planRun({
      ctx: studio.ctx,
      input: { selectionId: studio.selectionId, model: "custom", shape: microShape, train: microTrain },
    });
    const selection = await studio.ctx.db.selection.findUniqueOrThrow({ where: { id: studio.selectionId } });
    expect(plan.passTokens).toBe(Number(selection.tokens) + 2 * Number(selection.documents));
    expect(plan).toMatchObject({ steps: STEPS, tokens: STEPS * 256 });
    expect(plan.domains.map((domain) => domain.domain)).toEqual(["book", "c4"]);
  });

  it("is one run however often it is submitted, and is cancelled at once while it waits", async () => {
    const id = randomUUID();
    const submitted = await Promise.all([studio.submit(id), studio.submit(id), studio.submit(id)]);
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
    await studio.submit(id);
    const streamed: TrainingEvent[] = [];
    const listening = (async () => {
      for await (const event of streamRunEvents({ ctx: studio.ctx, input: { id } })) streamed.push(event);
    })();
    const first = studio.startWorker();
    await studio.untilCheckpoint(id);
    first.kill("SIGKILL");
    await exited(first);
    const { pid } = await handleOf(id);
    process.kill(pid, 0);
    studio.startWorker();
    const run = await studio.untilState(id, "succeeded");
    expect(run).toMatchObject({ step: STEPS, totalSteps: STEPS, failure: null });
    expect(run.attempts).toMatchObject([{ number: 1, state: "succeeded", exitCode: 0 }]);
    await studio.everyStepOnce(id);
    await listening;
    expect(foldEvents(streamed)).toEqual(await curvesOf(runPath(id, studio.home)));
    const log = await readRunLog({ ctx: studio.ctx, input: { id } });
    expect(log.attempt).toBe(1);
  });

  it("resumes from its checkpoint when the trainer is killed", async () => {
    const id = randomUUID();
    await studio.submit(id);
    studio.startWorker();
    const checkpoint = await studio.untilCheckpoint(id);
    process.kill(await trainerOf(id), "SIGKILL");
    const run = await studio.untilState(id, "succeeded");
    expect(run.attempts).toMatchObject([
      { number: 1, state: "failed", exitCode: 137 },
      { number: 2, state: "succeeded", exitCode: 0 },
    ]);
    expect(run.attempts[1]?.firstStep).toBeGreaterThanOrEqual(checkpoint);
    await studio.everyStepOnce(id);
  });

  it("stops at a checkpoint with the studio and goes on with the next one", async () => {
    const id = randomUUID();
    await studio.submit(id);
    const first = studio.startWorker();
    await studio.untilCheckpoint(id);
    first.kill("SIGTERM");
    await exited(first);
    expect(await studio.summary(id)).toMatchObject({
      state: "preempted",
      attempts: [{ state: "preempted", exitCode: 75 }],
    });
    expect(await studio.ctx.db.job.findUnique({ where: { key: `train:${id}` } })).toMatchObject({
      state: "queued",
    });
    studio.startWorker();
    const run = await studio.untilState(id, "succeeded");
    expect(run.attempts).toHaveLength(2);
    await studio.everyStepOnce(id);
  });

  it("ends with all its processes when it is cancelled", async () => {
    const id = randomUUID();
    await studio.submit(id);
    studio.startWorker();
    await studio.untilCheckpoint(id);
    expect((await cancelRun({ ctx: studio.ctx, input: { id } })).state).toBe("cancelling");
    const run = await studio.untilState(id, "cancelled");
    expect(run.attempts).toMatchObject([{ state: "cancelled" }]);
    expect(await processesWithNonce((await handleOf(id)).nonce)).toEqual([]);
  });
});
