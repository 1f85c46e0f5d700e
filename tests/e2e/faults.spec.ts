import { execFileSync } from "node:child_process";
import { expect, test } from "./support/test";
import {
  confirmSelection,
  curvesOf,
  openMixer,
  runState,
  SHORT_TRAINING,
  startTraining,
  untilCheckpoint,
} from "./support/walk";

/** The trainer itself, without the supervisor that waits for it. */
function trainerPid(runId: string): number {
  const processes = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" }).split("\n");
  const trainers = processes.filter(
    (line) => line.includes("meta_rater_gpu.attempt ") && line.includes(runId) && !line.includes("supervise"),
  );
  expect(trainers).toHaveLength(1);
  return Number.parseInt(trainers[0] ?? "", 10);
}

/** Every step from the first to the last is on the curve exactly once. */
async function expectWholeCurve(home: string, runId: string): Promise<void> {
  const curves = await curvesOf(home, runId);
  expect(curves.state).toBe("succeeded");
  expect(curves.step).toBe(curves.totalSteps);
  expect(curves.train.map((point) => point.step)).toEqual(
    Array.from({ length: curves.step }, (_, i) => i + 1),
  );
}

test("a run finishes with a whole curve though its job worker is killed", async ({ page, studio }) => {
  await openMixer(page);
  await confirmSelection(page);
  const runId = await startTraining(page, SHORT_TRAINING);
  await untilCheckpoint(studio.home, runId);
  process.kill(await studio.workerPid(), "SIGKILL");
  await expect(runState(page)).toHaveText(/succeeded/i, { timeout: 280_000 });
  await expectWholeCurve(studio.home, runId);
  expect((await curvesOf(studio.home, runId)).attempt).toBe(1);
});

test("a run finishes with a whole curve though its trainer is killed", async ({ page, studio }) => {
  await openMixer(page);
  await confirmSelection(page);
  const runId = await startTraining(page, SHORT_TRAINING);
  await untilCheckpoint(studio.home, runId);
  process.kill(trainerPid(runId), "SIGKILL");
  await expect(runState(page)).toHaveText(/succeeded/i, { timeout: 280_000 });
  await expectWholeCurve(studio.home, runId);
  expect((await curvesOf(studio.home, runId)).attempt).toBe(2);
});
