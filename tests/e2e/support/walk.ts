import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { foldEvents, parseEvent, type RunCurves } from "@/core/training-events";

/** Opens the mixer of the demo corpus and waits until it has exact figures and follows the hand. */
export async function openMixer(page: Page, base = ""): Promise<void> {
  await page.goto(`${base}/corpora`);
  await page.getByRole("link", { name: "Demo corpus" }).first().click();
  await expect(page).toHaveURL(/\/corpora\/[^/]+$/);
  await page.goto(page.url().replace("/corpora/", "/mixer/"));
  await expect(
    page.getByRole("region", { name: "Selected" }).getByText("exact", { exact: true }),
  ).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Starting the preview" })).toHaveCount(0);
}

/** Confirms the recipe of the mixer as it stands and waits until the selection is written. */
export async function confirmSelection(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Confirm…" }).click();
  await page.getByRole("button", { name: "Accept and write it" }).click();
  await expect(page).toHaveURL(/\/selections\/[^/]+$/);
  await expect(page.getByText("ready", { exact: true }).first()).toBeVisible();
}

/** Tokens of 64 steps of the tiny model: a checkpoint half way. */
export const SHORT_TRAINING = 65_536;

/** Starts a tiny training of the selection shown, of its own length or of that many tokens; the id of the run. */
export async function startTraining(page: Page, tokens?: number): Promise<string> {
  if (tokens !== undefined) {
    const field = page.getByRole("textbox", { name: "Token budget" });
    await field.fill(String(tokens));
    await field.press("Enter");
    await expect(field).toHaveValue(tokens.toLocaleString("en-US"));
  }
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
