import { createHash, randomUUID } from "node:crypto";
import { access, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { RunData } from "@/core/run-data";
import { isEnded } from "@/core/run-states";
import { getEvaluation } from "@/server/services/evaluation/get";
import { submitEvaluation } from "@/server/services/evaluation/submit";
import { cancelRun } from "@/server/services/run/cancel";
import { listOrphans } from "@/server/services/run/orphans";
import { runPath, runsPath } from "@/server/storage/home";
import { findBackend } from "@/server/training/backends";
import { readGpuStamp } from "@/server/training/gpu-stamp";
import type { Launcher } from "@/server/training/launcher";
import { openLauncher } from "@/server/training/open-launcher";
import { harbourTask } from "@/tests/support/harbour-task";
import { trainingStudio, until, type TrainingStudio } from "@/tests/support/training-studio";

const hasHarness = ((await readGpuStamp())?.evaluate ?? null) !== null;
if (!hasHarness) console.log("No evaluation is tested: its environment is not prepared here.");

/** A backend as the suite needs it: how runs get there, and how it is made to fail. */
export interface ConformingBackend {
  readonly id: string;
  readonly template?: string;
  /** A template of one node with two GPUs, where nothing else tries several processes of one job. */
  readonly pair?: string;
  /** Content of backends.json. */
  readonly backends: readonly object[];
  /** Pre-empts what trains in the folder of a run, as the backend does it by itself. */
  readonly preempt: (launcher: Launcher, runId: string, runDirectory: string) => Promise<void>;
  /** Makes the backend answer nobody, and answer again; absent where that cannot happen. */
  readonly silence?: { readonly begin: () => Promise<void>; readonly end: () => Promise<void> };
}

/** What every launcher owes: the same runs, workers and trainer, placed by one backend or another. */
export function describeConformance(
  name: string,
  {
    skip,
    mayFallSilent,
    trainsPairs = false,
  }: { readonly skip: boolean; readonly mayFallSilent: boolean; readonly trainsPairs?: boolean },
  open: (home: string) => Promise<ConformingBackend>,
): void {
  describe.skipIf(skip)(`training by ${name}`, { timeout: 900_000 }, () => {
    let studio: TrainingStudio;
    let backend: ConformingBackend;
    let launcher: Launcher;
    let trained: string;

    const submit = (id: string, data?: RunData) =>
      studio.submit(id, {
        backend: backend.id,
        ...(data === undefined ? {} : { data }),
        ...(backend.template === undefined ? {} : { template: backend.template }),
      });
    const model = async (id: string): Promise<string> =>
      createHash("sha256")
        .update(await readFile(path.join(runPath(id, studio.home), "model", "model.safetensors")))
        .digest("hex");
    const living = () => launcher.list(runsPath(studio.home));
    const untilNothingLives = () => until(async () => ((await living()).length === 0 ? true : null));

    beforeAll(async () => {
      studio = await trainingStudio();
      backend = await open(studio.home);
      await writeFile(path.join(studio.home, "backends.json"), JSON.stringify(backend.backends));
      launcher = openLauncher(await findBackend(backend.id, studio.home));
    });

    afterEach(() => studio.killWorkers());

    afterAll(() => studio.end());

    it("comes to the same model when it refers to its documents and is pre-empted while no studio looks", async () => {
      const [straight, broken] = [randomUUID(), randomUUID()];
      await submit(broken, "reference");
      studio.startWorker();
      const checkpoint = await studio.untilCheckpoint(broken);
      await studio.killWorkers();
      await backend.preempt(launcher, broken, runPath(broken, studio.home));
      await untilNothingLives();
      await submit(straight);
      studio.startWorker();
      const run = await studio.untilState(broken, "succeeded");
      expect(run.attempts).toMatchObject([
        { number: 1, state: "preempted", exitCode: 75 },
        { number: 2, state: "succeeded", exitCode: 0 },
      ]);
      expect(run.attempts[1]?.firstStep).toBeGreaterThanOrEqual(checkpoint);
      await studio.everyStepOnce(broken);
      expect((await studio.untilState(straight, "succeeded")).attempts).toHaveLength(1);
      expect(await model(broken)).toBe(await model(straight));
      trained = straight;
    });

    it.skipIf(!hasHarness)("measures a model with the harness and over the validation set", async () => {
      const taskFolder = await harbourTask(path.join(studio.home, "imports", "tasks"));
      const id = randomUUID();
      const settings = { tasks: [{ name: "harbour" }, { name: "validation" }] };
      const place = { backend: backend.id, template: backend.template };
      const input = { id, runId: trained, settings, taskFolder, ...place };
      await submitEvaluation({ ctx: studio.ctx, input, roots: null });
      studio.startWorker();
      const evaluation = await until(async () => {
        const seen = await getEvaluation({ ctx: studio.ctx, input: { id } });
        return isEnded(seen.state) ? seen : null;
      });
      expect(evaluation).toMatchObject({ state: "succeeded", failure: null, unreadable: [] });
      expect(evaluation.results.map(({ task }) => task)).toEqual(["harbour", "validation"]);
    });

    it("ends with all it has started when it is cancelled", async () => {
      const id = randomUUID();
      await submit(id);
      studio.startWorker();
      await studio.untilCheckpoint(id);
      expect((await cancelRun({ ctx: studio.ctx, input: { id } })).state).toBe("cancelling");
      const run = await studio.untilState(id, "cancelled");
      expect(run.attempts).toMatchObject([{ number: 1, state: "cancelled" }]);
      await untilNothingLives();
    });

    it("is placed once, and listed but left alone when no run expects it any more", async () => {
      const id = randomUUID();
      const runDirectory = runPath(id, studio.home);
      await submit(id);
      studio.startWorker();
      await studio.untilCheckpoint(id);
      expect(await listOrphans({ ctx: studio.ctx })).toEqual({ orphans: [], unreachable: [] });
      await studio.killWorkers();
      const again = { runId: id, runDirectory, number: 1, processes: 1 };
      await Promise.all([1, 2, 3, 4].map(() => launcher.submit(again)));
      expect(await living()).toMatchObject([{ runId: id, attempt: 1 }]);

      const { db } = studio.ctx;
      await db.job.deleteMany({ where: { key: `train:${id}` } });
      await db.attempt.deleteMany({ where: { runId: id } });
      await db.run.delete({ where: { id } });
      studio.startWorker();
      const { orphans } = await listOrphans({ ctx: studio.ctx });
      expect(orphans).toMatchObject([
        { backend: backend.id, runId: id, attempt: 1, why: "this studio has no such run" },
      ]);
      await until(() =>
        access(path.join(runDirectory, "result.json")).then(
          () => true,
          () => null,
        ),
      );
      await untilNothingLives();
    });

    it.runIf(trainsPairs)("trains in two processes on one node, through a pre-emption", async () => {
      const id = randomUUID();
      const { pair } = backend;
      await studio.submit(id, {
        backend: backend.id,
        ...(pair === undefined ? {} : { template: pair }),
        processes: 2,
      });
      studio.startWorker();
      await studio.untilCheckpoint(id);
      await backend.preempt(launcher, id, runPath(id, studio.home));
      const run = await studio.untilState(id, "succeeded");
      expect(run.attempts).toMatchObject([
        { number: 1, state: "preempted", exitCode: 75 },
        { number: 2, state: "succeeded", exitCode: 0 },
      ]);
      await studio.everyStepOnce(id);
    });

    if (!mayFallSilent) return;
    it("is out of reach, and nothing else, while its backend gives no answer", async () => {
      const { silence } = backend;
      if (silence === undefined) throw new Error("nothing is known to silence this backend");
      const id = randomUUID();
      await submit(id);
      studio.startWorker();
      await studio.untilCheckpoint(id);
      await silence.begin();
      const unseen = await until(async () => {
        const run = await studio.summary(id);
        return run.unreachable ? run : null;
      });
      expect(["running", "succeeded"]).toContain(unseen.state);
      await silence.end();
      const run = await studio.untilState(id, "succeeded");
      expect(run).toMatchObject({ unreachable: false, attempts: [{ number: 1, state: "succeeded" }] });
      await studio.everyStepOnce(id);
    });
  });
}
