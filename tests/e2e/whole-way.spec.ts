import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { judgeEverywhere } from "./support/judge";
import { expect, test } from "./support/test";
import { confirmSelection, curvesOf, openMixer, runState, startTraining } from "./support/walk";

test("a researcher goes from an annotated corpus to a loss curve", async ({ page, studio }) => {
  await openMixer(page);
  const selected = page.getByRole("region", { name: "Selected" });
  const figures = selected.locator("dl");
  const before = await figures.innerText();

  const slider = page.getByRole("slider", { name: "Weight of Unique words" });
  const box = await slider.boundingBox();
  if (box === null) throw new Error("the slider has no place on the page");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + box.height / 2, { steps: 8 });
  await expect(selected.getByText("moving")).toBeVisible();
  await expect.poll(() => figures.innerText()).not.toBe(before);
  await page.mouse.up();
  const moved = await figures.innerText();

  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect.poll(() => figures.innerText()).toBe(before);
  await page.getByRole("button", { name: /^Redo/ }).click();
  await expect.poll(() => figures.innerText()).toBe(moved);

  const link = page.url();
  await page.goto(link);
  await expect.poll(() => figures.innerText()).toBe(moved);

  await confirmSelection(page);
  await page.getByRole("radio", { name: "Refer to the corpus" }).click();
  // Another test's run may have made them already.
  await expect(
    page.getByText(/for the run\. (It makes|The) .* of tokens for all runs on this corpus/),
  ).toBeVisible();
  await judgeEverywhere(page, "selection");
  const runId = await startTraining(page);
  await expect(runState(page)).toHaveText(/running/i, { timeout: 120_000 });
  await expect(
    page.getByRole("figure", { name: "Loss" }).locator("svg.recharts-surface path").first(),
  ).toBeVisible();
  await expect(runState(page)).toHaveText(/succeeded/i, { timeout: 240_000 });

  const data = join(studio.home, "runs", runId, "bundle", "data");
  expect(await readdir(data)).toEqual(["ordinals.parquet"]);
  const curves = await curvesOf(studio.home, runId);
  expect(curves.train.map((point) => point.step)).toEqual(
    Array.from({ length: curves.step }, (_, i) => i + 1),
  );
  const losses = curves.validation.map((point) => point.loss ?? Number.NaN);
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) - 1);
  expect(curves.samples.at(-1)?.items.length).toBeGreaterThan(0);

  await judgeEverywhere(page, "run");

  const folder = await writeQuestions(join(studio.home, "questions"));
  await page.getByRole("link", { name: "Evaluate…" }).click();
  await page.getByRole("textbox", { name: "Other tasks" }).fill("mathematics");
  await page.getByRole("textbox", { name: "Folder of your own tasks" }).fill(folder);
  await page.getByRole("checkbox", { name: "Validation set" }).click();
  await judgeEverywhere(page, "evaluate");
  await page.getByRole("button", { name: "Evaluate" }).click();
  await expect(page).toHaveURL(new RegExp(`/runs/${runId}$`));
  const evaluations = page.getByRole("list", { name: "Evaluations" });
  await expect(evaluations.getByText("succeeded")).toBeVisible({ timeout: 180_000 });
  const row = page.getByRole("table", { name: "Accuracies" }).getByRole("row", { name: /mathematics/ });
  await expect(row.getByRole("cell")).toContainText([/^\d+\.\d\d ± \d+\.\d\d$/, /^$/, /^4$/, /^0$/]);
  await judgeEverywhere(page, "evaluated");

  const chain = page.getByRole("navigation", { name: "Where the run comes from" });
  await chain.getByRole("link", { name: /Demo corpus/ }).click();
  await expect(page).toHaveURL(/\/corpora\//);
});

/** A task of one's own, of four questions; YAML is a superset of JSON. */
async function writeQuestions(folder: string): Promise<string> {
  const items = ["two and two", "one and two", "three and two", "no and no"].map((question, answer) => ({
    ...{ question, answer, choices: ["four", "three", "five", "nothing"] },
  }));
  const task = {
    ...{ task: "mathematics", dataset_path: "json", output_type: "multiple_choice" },
    dataset_kwargs: { data_files: { validation: "mathematics.jsonl" } },
    ...{ validation_split: "validation", doc_to_text: "{{question}} makes" },
    ...{ doc_to_choice: "{{choices}}", doc_to_target: "{{answer}}" },
    metric_list: [{ metric: "acc", aggregation: "mean", higher_is_better: true }],
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "mathematics.yaml"), JSON.stringify(task));
  await writeFile(join(folder, "mathematics.jsonl"), items.map((item) => JSON.stringify(item)).join("\n"));
  return folder;
}
