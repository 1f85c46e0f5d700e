import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { foldEvents, parseEvent, type RunCurves } from "@/core/training-events";

/** Opens the mixer of the demo corpus and waits for the first exact mixture. */
export async function openMixer(page: Page, base = ""): Promise<void> {
  await page.goto(`${base}/corpora`);
  await page.getByRole("link", { name: "Demo corpus" }).first().click();
  await expect(page).toHaveURL(/\/corpora\/[^/]+$/);
  await page.goto(page.url().replace("/corpora/", "/mixer/"));
  await expect(
    page.getByRole("region", { name: "Selected" }).getByText("exact", { exact: true }),
  ).toBeVisible();
}

/** Confirms the recipe of the mixer as it stands and waits until the selection is written. */
export async function confirmSelection(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Confirm…" }).click();
  await page.getByRole("button", { name: "Accept and write it" }).click();
  await expect(page).toHaveURL(/\/selections\/[^/]+$/);
  await expect(page.getByText("ready", { exact: true }).first()).toBeVisible();
}

/** Starts a tiny training of the selection shown; the id of the run. */
export async function startTraining(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Start the training" }).click();
  await expect(page).toHaveURL(/\/runs\/[^/]+$/);
  return page.url().split("/").at(-1) ?? "";
}

export const runState = (page: Page) => page.getByTestId("run-state");

/** The curves of a run as the trainer's own event lines tell them. */
export async function curvesOf(home: string, runId: string): Promise<RunCurves> {
  const text = await readFile(join(home, "runs", runId, "events.jsonl"), "utf8").catch(() => "");
  const lines = text.split("\n").slice(0, -1);
  return foldEvents(lines.map(parseEvent).filter((event) => event !== null));
}

/** Waits until the run has written its first checkpoint: from here on an interruption loses nothing before it. */
export async function untilCheckpoint(home: string, runId: string): Promise<void> {
  await expect
    .poll(async () => (await curvesOf(home, runId)).checkpoints.length, { timeout: 180_000 })
    .toBeGreaterThan(0);
}
