import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { judgeEverywhere } from "./support/judge";
import { expect, test } from "./support/test";

const PROXIES = 4;
/** Trainings follow each other, each with a process to start. */
const TRAINED = { timeout: 600_000 };
/** 6 steps of the tiny model. */
const TOKENS = 6_144;

/** Types a number into a field of the form and settles it. */
async function settle(page: Page, name: string, value: number): Promise<void> {
  const field = page.getByRole("textbox", { name, exact: true });
  await field.fill(String(value));
  await field.press("Enter");
  await expect(field).toHaveValue(value.toLocaleString("en-US"));
}

const figure = (page: Page, label: string) =>
  page.locator("dl > div").filter({ has: page.getByText(label, { exact: true }) });

test("a newcomer learns weights from proxies that were really trained, and takes them to the mixer", async ({
  page,
}) => {
  await page.goto("/campaigns");
  await expect(page.getByText("eight runs cannot identify 25 weights")).toBeVisible();
  await judgeEverywhere(page, "campaigns-empty");
  await page.getByRole("link", { name: "New campaign" }).first().click();

  await settle(page, "Proxies", PROXIES);
  await settle(page, "Token budget", TOKENS);
  await settle(page, "Target trains", TOKENS);
  await expect(page.getByRole("textbox", { name: "Seeds of each" })).toHaveValue("3");
  await settle(page, "Seeds of each", 1);
  await page.getByLabel("Documents at random, whatever their scores").uncheck();
  await expect(figure(page, "Trainings")).toContainText(
    `${String(PROXIES + 1)}${String(PROXIES)} to learn from`,
  );
  await expect(page.getByText(`${String(PROXIES)} runs cannot identify 25 weights`)).toBeVisible();
  await judgeEverywhere(page, "campaign-new");
  await page.getByRole("button", { name: "What is meant by yardsticks" }).click();
  const meaning = page.getByRole("dialog", { name: "What is meant by yardsticks" });
  await expect(meaning).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(meaning).toBeHidden();
  await page.getByRole("button", { name: "Begin the campaign" }).click();

  await expect(page).toHaveURL(/\/campaigns\/[0-9a-f-]+$/);
  const campaign = page.url();
  const proxies = page.getByRole("table", { name: "Proxies" });
  await expect(proxies.locator("tbody tr")).toHaveCount(PROXIES + 1);
  await expect(proxies.getByRole("row", { name: /training/ }).first()).toBeVisible();
  await judgeEverywhere(page, "campaign-running");
  await expect(figure(page, "Proxies done")).toContainText(
    `${String(PROXIES + 1)} of ${String(PROXIES + 1)}`,
    TRAINED,
  );

  const losses = await proxies.locator("tbody tr td:nth-child(4)").allInnerTexts();
  expect(new Set(losses).size).toBe(PROXIES + 1);
  for (const loss of losses) expect(Number(loss)).toBeGreaterThan(5);
  await proxies.getByRole("button", { name: "Loss" }).click();
  const sorted = await proxies.locator("tbody tr td:nth-child(4)").allInnerTexts();
  expect(sorted).toEqual(losses.toSorted((a, b) => Number(a) - Number(b)));

  await page.getByRole("button", { name: `Learn from ${String(PROXIES)} proxies` }).click();
  await expect(
    page.getByRole("table", { name: /^Models by cross-validation/ }).locator("tbody tr"),
  ).toHaveCount(4);
  const warnings = page.getByRole("list", { name: "Before it is believed" });
  await expect(warnings).toContainText(`${String(PROXIES)} runs cannot identify 25 weights`);
  await expect(page.getByRole("application", { name: "Predicted by measured loss" })).toBeVisible();
  await expect(page.getByText("It can't be told: the learned weights have not been trained.")).toBeVisible();

  const domains = page.getByRole("table", {
    name: "Domains of the target by these weights, in % of the tokens",
  });
  const shares = await domains.locator("tbody tr td:nth-child(3)").allInnerTexts();
  expect(shares.reduce((sum, share) => sum + Number(share), 0)).toBeCloseTo(100, 0);

  await page.getByRole("button", { name: "Train the best weights, 1 seed" }).click();
  await expect(figure(page, "Proxies done")).toContainText(
    `${String(PROXIES + 2)} of ${String(PROXIES + 2)}`,
    TRAINED,
  );
  await expect(
    page.getByText(/^It can't be told: there is no trained proxy with random documents/),
  ).toBeVisible();
  await page.getByRole("application", { name: "Losses of checked vectors" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByText(/^equal weights: measured \d\.\d{4} over 1 seed, predicted/)).toBeVisible();
  await judgeEverywhere(page, "campaign");

  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export, read in" }).click();
  await page.getByRole("menuitem", { name: "Everything as CSV" }).click();
  const rows = (await readFile(await (await downloading).path(), "utf8")).trim().split(/\r?\n/);
  expect(rows).toHaveLength(1 + PROXIES + 2);

  await page.getByRole("button", { name: "Save as a recipe…" }).click();
  await page.getByRole("textbox", { name: "Recipe" }).fill("Learned");
  await page.getByRole("button", { name: "Save the version" }).click();
  await expect(page.getByText('Saved as version 1 of "Learned"', { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Open in the mixer" }).click();
  await expect(page).toHaveURL(/\/mixer\//);
  await expect(
    page.getByRole("region", { name: "Selected" }).getByText("exact", { exact: true }),
  ).toBeVisible();

  await page.goto(campaign);
  await proxies.getByRole("link", { name: "open" }).first().click();
  await page.getByRole("link", { name: "a campaign" }).click();
  await expect(page).toHaveURL(campaign);

  await page.getByRole("button", { name: "Archive", exact: true }).click();
  await expect(page.getByText("archived", { exact: true })).toBeVisible();
  await expect(page.getByText("The campaign is archived: restore it")).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Learn from|Add proxies|Train the)/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Archive", exact: true }).click();
  await expect(page.getByText("archived", { exact: true })).toBeVisible();
  await page.goto("/campaigns");
  await expect(page.getByText("No campaign yet")).toBeVisible();
  await page.getByRole("button", { name: "Show 1 archived campaign" }).click();
  await page
    .getByRole("table", { name: "Archived campaigns" })
    .getByRole("button", { name: "Restore" })
    .click();
  await expect(page.getByRole("table", { name: "Campaigns", exact: true }).locator("tbody tr")).toHaveCount(
    1,
  );
});
