import type { Page } from "@playwright/test";
import { judgeEverywhere } from "./support/judge";
import { settled } from "./support/million";
import { expect, test } from "./support/test";
import { confirmSelection, openMixer, runState, SHORT_TRAINING, startTraining } from "./support/walk";

const box = (page: Page, name: string) => page.getByRole("checkbox", { name: `Choose ${name}`, exact: true });

/** Trains on the selection of an address, under a name. */
async function train(page: Page, selection: string, name: string): Promise<string> {
  await page.goto(selection);
  await page.getByRole("textbox", { name: "Name of the run" }).fill(name);
  return startTraining(page, SHORT_TRAINING);
}

test("a researcher follows runs, trains again with other settings and traces a model back", async ({
  page,
}) => {
  await openMixer(page);
  await confirmSelection(page);
  const selection = page.url();
  const first = await train(page, selection, "First ship");

  await test.step("a run is trained again with another learning rate, as a child of the first", async () => {
    await page.getByRole("link", { name: "Change and train…" }).click();
    await expect(page.getByRole("region", { name: "What changes" })).toHaveText(/Nothing changes/);
    const rate = page.getByRole("textbox", { name: "Learning rate" });
    await rate.fill("0.0001");
    await rate.press("Enter");
    await expect(page.getByText("was 2e-3")).toBeVisible();
    await expect(page.getByRole("region", { name: "What changes" })).toHaveText("learning rate 2e-3 → 1e-4");
    await judgeEverywhere(page, "rerun");
    await page.getByRole("textbox", { name: "Name of the run" }).fill("Slow ship");
    await page.getByRole("button", { name: "Start the training" }).click();
    await expect(page.getByText("This run trains again")).toBeVisible();
    await expect(page.getByRole("list", { name: "What differs" })).toHaveText("learning rate 2e-3 → 1e-4");
  });
  await train(page, selection, "Third boat");

  await test.step("the list is searched, sorted and grouped by its address", async () => {
    await page.goto("/runs");
    await page.getByRole("searchbox", { name: "Search the runs" }).fill("ship");
    await expect(page.getByRole("rowheader", { name: /ship/ })).toHaveCount(2);
    await expect(page).toHaveURL(/\?q=ship$/);
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await page.getByRole("button", { name: "Name", exact: true }).click();
    await page.getByRole("combobox", { name: "Group by" }).selectOption("state");
    await expect(page).toHaveURL(/sort=name.*group=state/);
    await page.reload();
    const own = page.getByRole("row", { name: /ship|boat/ });
    await expect(own.getByTestId("run-state")).toHaveCount(3);
    await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
    await judgeEverywhere(page, "runs-grouped");
  });

  await test.step("runs are chosen by the keyboard, cancelled and trained again together", async () => {
    await page.goto("/runs?q=boat");
    await page.goto("/runs?sort=name");
    await box(page, "Slow ship").focus();
    await page.keyboard.press("Shift+ArrowDown");
    await expect(page.getByRole("status").filter({ hasText: "chosen" })).toHaveText("2 chosen");
    await page.getByRole("region", { name: "Chosen runs" }).getByRole("button", { name: "Cancel…" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("list", { name: "Runs this is about" }).getByRole("listitem")).toHaveCount(
      2,
    );
    await judgeEverywhere(page, "runs-cancel");
    await dialog.getByRole("button", { name: "Cancel 2 runs" }).click();
    await expect(dialog.getByRole("list", { name: "What came of it" })).toHaveText(/Third boat.*Slow ship/);
    await dialog.getByRole("button", { name: "Close" }).last().click();
    const boat = page.getByRole("row", { name: /Third boat/ });
    await expect(boat.getByTestId("run-state")).toHaveText("cancelled");
    await box(page, "Third boat").click();
    await page.getByRole("button", { name: "Train again…" }).click();
    await dialog.getByRole("button", { name: "Train again: 1 run" }).click();
    await dialog.getByRole("link", { name: "Open the new run" }).click();
    await expect(page.getByText("the same settings")).toBeVisible();
    await page.getByRole("button", { name: "Cancel the run" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel the run" }).click();
  });

  await test.step("a finished model is traced back, every hash checked, and has a card", async () => {
    await page.goto(`/runs/${first}`);
    await expect(runState(page)).toHaveText(/succeeded/i, { timeout: 280_000 });
    await page.getByRole("button", { name: "Check hashes" }).click();
    await expect(page.getByText("as written")).toHaveCount(5);
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(page.getByRole("region", { name: "Text of the model card" })).toContainText("# First ship");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "README.md" }).click();
    expect((await download).suggestedFilename()).toBe("README.md");
    await judgeEverywhere(page, "run-lineage");
    await page.goto("/runs");
    await judgeEverywhere(page, "runs-listed");
  });

  await test.step("the best document says which models saw it", async () => {
    await page.goto("/corpora");
    await page.getByRole("link", { name: "Demo corpus" }).first().click();
    await expect(page).toHaveURL(/\/corpora\/[^/]+$/);
    await page.goto(page.url().replace("/corpora/", "/browse/"));
    await page.getByLabel("Sort by", { exact: true }).selectOption("score");
    await expect(page.getByRole("columnheader", { name: "Score" })).toHaveAttribute(
      "aria-sort",
      "descending",
    );
    await settled(page);
    await page.keyboard.press("j");
    await expect(page.getByRole("region", { name: "Reader" }).getByText(/^rank 1 of [\d,]+$/)).toBeVisible();
    await page.getByText("Which models saw this document?").click();
    await expect(page.getByRole("region", { name: "Models that saw this document" })).toContainText(
      /First ship.*read once or not at all/,
    );
    await judgeEverywhere(page, "reader-seen-by");
  });
});
