import { expect, test } from "@playwright/test";
import { emptyHome, openStudio } from "./support/studio";
import {
  confirmSelection,
  curvesOf,
  openMixer,
  runState,
  SHORT_TRAINING,
  startTraining,
  untilCheckpoint,
} from "./support/walk";

test("Ctrl-C stops everything, and the next start takes the training up where it was", async ({ page }) => {
  const { home, remove } = await emptyHome();
  const first = await openStudio(home);
  await page.goto(first.url);
  await openMixer(page, first.url);
  await confirmSelection(page);
  const runId = await startTraining(page, SHORT_TRAINING);
  await untilCheckpoint(home, runId);
  expect(await first.interrupt()).toBe(0);
  const stopped = await curvesOf(home, runId);
  expect(stopped.state).toBe("preempted");

  const second = await openStudio(home);
  await page.goto(`${second.url}/runs/${runId}`);
  await expect(runState(page)).toHaveText(/succeeded/i, { timeout: 280_000 });
  const curves = await curvesOf(home, runId);
  expect(curves.resumptions).toEqual([{ attempt: 2, step: stopped.step }]);
  expect(curves.train.map((point) => point.step)).toEqual(
    Array.from({ length: curves.step }, (_, i) => i + 1),
  );
  await second.interrupt();
  await remove();
});
