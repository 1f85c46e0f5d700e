import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./support/test";
import { confirmSelection, curvesOf, openMixer, runState, startTraining } from "./support/walk";

async function untilCheckpoint(home: string, runId: string): Promise<void> {
  await expect
    .poll(async () => (await curvesOf(home, runId)).checkpoints.length, { timeout: 180_000 })
    .toBeGreaterThan(0);
}

async function trainerPid(home: string, runId: string): Promise<number> {
  const attempts = join(home, "runs", runId, "attempts");
  const last = (await readdir(attempts))
    .map(Number)
    .sort((a, b) => a - b)
    .at(-1);
  const handle = JSON.parse(await readFile(join(attempts, String(last), "handle.json"), "utf8")) as {
    pid: number;
  };
  return handle.pid;
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
  const runId = await startTraining(page);
  await untilCheckpoint(studio.home, runId);
  process.kill(await studio.workerPid(), "SIGKILL");
  await expect(runState(page)).toHaveText(/succeeded/i, { timeout: 280_000 });
  await expectWholeCurve(studio.home, runId);
  expect((await curvesOf(studio.home, runId)).attempt).toBe(1);
});

test("a run finishes with a whole curve though its trainer is killed", async ({ page, studio }) => {
  await openMixer(page);
  await confirmSelection(page);
  const runId = await startTraining(page);
  await untilCheckpoint(studio.home, runId);
  process.kill(-(await trainerPid(studio.home, runId)), "SIGKILL");
  await expect(runState(page)).toHaveText(/succeeded/i, { timeout: 280_000 });
  await expectWholeCurve(studio.home, runId);
  expect((await curvesOf(studio.home, runId)).attempt).toBe(2);
});
