import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { readRecipeFile } from "@/server/cli/read-recipe-file";
import { judgeEverywhere } from "./support/judge";
import { expect, test } from "./support/test";
import { openMixer } from "./support/walk";

// A click on what lies under something else must not wait for the whole test.
test.use({ actionTimeout: 30_000 });

const share = async (page: Page, item: string): Promise<void> => {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
};

async function setWeight(page: Page, rater: string, points: string): Promise<void> {
  const field = page.getByRole("textbox", { name: `Points of ${rater}` });
  await field.fill(points);
  await field.press("Enter");
}

async function saveAs(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Save…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save a version" });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
}

const weight = (page: Page) => page.getByRole("textbox", { name: "Points of Unique words" });

async function downloaded(page: Page, act: () => Promise<void>) {
  const downloading = page.waitForEvent("download");
  await act();
  const download = await downloading;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("a recipe leaves as a link and as JSON and comes back the same", async ({ page, context, studio }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openMixer(page);
  await setWeight(page, "Unique words", "12.5");
  await page.getByRole("button", { name: "Lock Educational value", exact: true }).click();
  await expect(page).toHaveURL(/[?&]locked=/);
  await share(page, "Copy the link");
  await expect(page.getByText("The link is copied.").first()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await page.getByRole("region", { name: "Just in" }).getByRole("button").first().click();
  const reader = page.getByRole("complementary", { name: "Document" });
  const title = await reader.getByRole("heading").first().innerText();
  const link = page.url();
  await page.keyboard.press("Escape");
  await expect(reader).toHaveCount(0);

  const { name, bytes } = await downloaded(page, () => share(page, "Download JSON"));
  expect(name).toBe("New recipe.json");
  const file = join(studio.home, "shared.json");
  await writeFile(file, bytes);
  const recipe = await readRecipeFile(file);
  expect(recipe.weights.frac_unique_words).toBe(0.125);
  await share(page, "Copy as JSON");
  await expect(page.getByText("The recipe is copied.").first()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(bytes.toString());

  await page.goto(link);
  await expect(reader.getByRole("heading", { name: title })).toBeVisible();
  await expect(weight(page)).toHaveValue("12.50");
  await expect(page.getByRole("button", { name: "Unlock Educational value", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(reader).toHaveCount(0);
  expect(new URL(page.url()).searchParams.get("document")).toBeNull();

  await setWeight(page, "Unique words", "1");
  await share(page, "Open JSON…");
  const dialog = page.getByRole("dialog", { name: "Open a recipe" });
  const text = dialog.getByLabel("Recipe as JSON");
  await text.fill(bytes.toString().replace('"rank"', '"order"').replace('"published"', '"order"'));
  await dialog.getByRole("button", { name: "Open", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("normalisation: ");
  await judgeEverywhere(page, "open-recipe");
  await text.fill(bytes.toString());
  await dialog.getByRole("button", { name: "Open", exact: true }).click();
  await expect(weight(page)).toHaveValue("12.50");
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  await expect(weight(page)).toHaveValue("1.00");

  await page.evaluate((json) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([json], "dropped.json", { type: "application/json" }));
    window.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, cancelable: true }));
  }, bytes.toString());
  await expect(weight(page)).toHaveValue("12.50");
});

test("every chart hands over its table and its picture", async ({ page }) => {
  await openMixer(page);
  const take = async (chart: string, item: string) => {
    await page.getByRole("button", { name: `${chart}: table and picture` }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  const csv = await downloaded(page, () => take("Mixture", "Download CSV"));
  expect(csv.name).toBe("Demo corpus v1, New recipe, Mixture.csv");
  const [head, ...rows] = csv.bytes.toString().trim().split("\r\n");
  expect(head).toBe(
    'domain,before (% of tokens),"after (% of tokens, exact)","error of after (± percentage points, 95 %)",change (percentage points)',
  );
  const sum = rows.reduce((total, row) => total + Number(row.split(",")[1]), 0);
  expect(sum).toBeCloseTo(100, 6);

  const svg = await downloaded(page, () => take("Raters", "Download SVG"));
  expect(svg.bytes.toString()).not.toMatch(/var\(|color-mix|light-dark/);
  expect(svg.bytes.toString()).toContain("<title>Percentiles of the raters, selected against all</title>");
  const png = await downloaded(page, () => take("Score", "Download PNG"));
  expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
  expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual([2 * (640 + 32), 2 * (236 + 76)]);

  await take("Mixture", "Table…");
  await expect(page.getByRole("dialog").getByRole("row")).toHaveCount(rows.length + 1);
  await judgeEverywhere(page, "chart-table");
  await page.keyboard.press("Escape");

  await page.goto(page.url().replace("/mixer/", "/corpora/").replace(/\?.*/, ""));
  for (const chart of ["Domains", "Length of a document", "25 raters", "Correlation of raters"]) {
    const { name, bytes } = await downloaded(page, () => take(chart, "Download SVG"));
    await writeFile(`test-results/pages/${name}`, bytes);
    expect(name).toMatch(/^Demo corpus v1, .*\.svg$/);
  }
});

test("two windows on one recipe do not overwrite each other's versions", async ({ page, context }) => {
  await openMixer(page);
  await saveAs(page, "Shared");
  await expect(page.getByText("saved v1")).toBeVisible();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByText("saved v1")).toBeVisible();

  await setWeight(page, "Unique words", "20");
  await saveAs(page, "Shared");
  await expect(page.getByText("saved v2")).toBeVisible();

  await setWeight(other, "Unique words", "30");
  await expect(other.getByText("v1, changed")).toBeVisible();
  await saveAs(other, "Shared");
  const conflict = other.getByRole("dialog").getByRole("alert");
  await expect(conflict).toContainText("Version 2 of “Shared” was saved meanwhile");
  await expect(conflict.getByRole("row", { name: /Weight of Unique words/ })).toHaveText(
    /Unique words30 points20 points/,
  );
  await judgeEverywhere(other, "save-conflict");
  await conflict.getByRole("button", { name: "Save under another name" }).click();
  await expect(other.getByRole("dialog").getByLabel("Name", { exact: true })).toHaveValue("Shared (2)");
  await other.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Shared");
  await other.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await conflict.getByRole("button", { name: "Save as version 3" }).click();
  await expect(other.getByText("saved v3")).toBeVisible();

  await setWeight(page, "Unique words", "40");
  await saveAs(page, "Shared");
  await page.getByRole("dialog").getByRole("button", { name: "Open version 3" }).click();
  await expect(page.getByText("saved v3")).toBeVisible();
  await expect(weight(page)).toHaveValue("30.00");
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  await expect(weight(page)).toHaveValue("40.00");
  await other.close();
});
