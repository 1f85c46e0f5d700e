import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import { llamaShapeSchema } from "@/core/models";
import type { RunData } from "@/core/run-data";
import { isEnded } from "@/core/run-states";
import { defaultTrainSettings } from "@/core/train-settings";
import { getRun } from "@/server/services/run/get";
import type { RunSummary } from "@/server/services/run/run-summary";
import { submitRun } from "@/server/services/run/submit";
import { runPath } from "@/server/storage/home";
import { curvesOf } from "@/server/training/curves-cache";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { trainableSelection } from "@/tests/support/trainable-selection";

const ROOT = path.join(import.meta.dirname, "..", "..");
export const STEPS = 60;

export const microShape = llamaShapeSchema.parse({
  hiddenSize: 32,
  layers: 1,
  heads: 2,
  kvHeads: 2,
  intermediateSize: 64,
  context: 64,
  tiedEmbeddings: true,
});

export const microTrain = {
  ...defaultTrainSettings("custom"),
  tokenBudget: STEPS * 256,
  batchTokens: 256,
  learningRate: 0.01,
  checkpointEverySteps: 5,
  validateEverySteps: 20,
};

/** Longer than anything a test waits for takes. */
const PATIENCE_MS = 600_000;

/** Asks again until there is an answer. */
export async function until<T>(fact: () => Promise<T | null>): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    const value = await fact();
    if (value !== null) return value;
    await delay(50);
  }
  throw new Error(`still waiting after ${String(PATIENCE_MS / 1_000)} s for ${fact.toString()}`);
}

interface Place {
  readonly backend: string;
  readonly template?: string;
  readonly changes?: Readonly<Record<string, string | number>>;
  readonly processes?: number;
  readonly data?: RunData;
}

/** A studio with a selection, workers in processes of their own, and runs of a model that trains in seconds. */
export interface TrainingStudio extends TestStudio {
  readonly selectionId: string;
  readonly startWorker: () => ChildProcess;
  readonly killWorkers: () => Promise<void>;
  readonly submit: (id: string, place?: Place) => Promise<RunSummary>;
  readonly summary: (id: string) => Promise<RunSummary>;
  readonly untilState: (id: string, ...states: RunSummary["state"][]) => Promise<RunSummary>;
  /** Step of a checkpoint, as soon as the training is a step beyond it. */
  readonly untilCheckpoint: (id: string) => Promise<number>;
  /** Expects the curves of a run that was trained to its end. */
  readonly everyStepOnce: (id: string) => Promise<void>;
}

export const exited = (worker: ChildProcess): Promise<void> =>
  worker.exitCode !== null || worker.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) =>
        worker.once("exit", () => {
          resolve();
        }),
      );

export async function trainingStudio(): Promise<TrainingStudio> {
  const studio = await testStudio();
  const selectionId = await trainableSelection(studio, 0.15);
  let workers: ChildProcess[] = [];
  const summary = (id: string): Promise<RunSummary> => getRun({ ctx: studio.ctx, input: { id } });
  const curves = (id: string) => curvesOf(runPath(id, studio.home));
  return {
    ...studio,
    selectionId,
    summary,
    startWorker: () => {
      const worker = spawn(process.execPath, ["--import", "tsx", "workers/jobs/main.ts"], {
        cwd: ROOT,
        env: studio.env,
        stdio: ["ignore", "inherit", "inherit"],
      });
      workers.push(worker);
      return worker;
    },
    killWorkers: async () => {
      for (const worker of workers) {
        worker.kill("SIGKILL");
        await exited(worker);
      }
      workers = [];
    },
    submit: (id, { backend, template, changes, processes = 1, data } = { backend: "local" }) =>
      submitRun({
        ctx: studio.ctx,
        input: {
          id,
          selectionId,
          name: "micro",
          backend,
          template,
          changes,
          model: "custom",
          shape: microShape,
          train: { ...microTrain, processes },
          data,
        },
      }),
    untilState: (id, ...states) =>
      until(async () => {
        const run = await summary(id);
        if (states.includes(run.state)) return run;
        if (isEnded(run.state)) throw new Error(`run ${id} ${run.state}: ${run.failure ?? ""}`);
        return null;
      }),
    untilCheckpoint: (id) =>
      until(async () => {
        const { checkpoints, step, state } = await curves(id);
        const checkpoint = checkpoints.at(-1)?.step ?? 0;
        if (checkpoint > 0 && step > checkpoint && state === "running") return checkpoint;
        const run = await summary(id);
        if (isEnded(run.state)) throw new Error(`run ${id} ${run.state}: ${run.failure ?? ""}`);
        return null;
      }),
    everyStepOnce: async (id) => {
      const { train, validation } = await curves(id);
      expect(train.map(({ step }) => step)).toEqual(Array.from({ length: STEPS }, (_, index) => index + 1));
      expect(validation.map(({ step }) => step)).toEqual([0, 20, 40, 60]);
      expect(validation.at(-1)?.loss).toBeLessThan(validation[0]?.loss ?? 0);
    },
  };
}
