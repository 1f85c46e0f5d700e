import type { Page } from "@playwright/test";
import { judgeEverywhere } from "./support/judge";
import { expect, test } from "./support/test";
import { openMixer } from "./support/walk";

// A click on what lies under something else must not wait for the whole test.
test.use({ actionTimeout: 30_000 });

const section = (page: Page) => page.getByRole("region", { name: "Constraints" });
const chips = (page: Page) =>
  section(page).getByRole("list", { name: "Constraints in force" }).getByRole("listitem");
const figures = (page: Page) => page.getByRole("region", { name: "Selected" }).locator("dl");
const handle = (page: Page, name: string) =>
  page.getByRole("region", { name: "Mixture" }).getByRole("slider", { name });
const undo = (page: Page) => page.getByRole("button", { name: /^Undo/ }).first().click();

async function add(page: Page, what: string | RegExp): Promise<void> {
  await section(page).getByRole("button", { name: "Add" }).click();
  await page.getByRole("menuitem", { name: what }).click();
}

async function write(page: Page, field: string, text: string): Promise<void> {
  await page.getByRole("textbox", { name: field }).fill(text);
  await page.getByRole("textbox", { name: field }).press("Enter");
}

test("filters and noise are set, undone, linked and taken away", async ({ page }) => {
  await openMixer(page);
  const free = await figures(page).innerText();
  await add(page, "Length in tokens");
  await write(page, "Tokens, at least", "1000");
  await expect(chips(page)).toHaveText(["Tokens at least 1,000"]);
  await expect(section(page).getByText(/^[\d,]+ of [\d,]+ documents pass the filters\.$/)).toBeVisible();
  await expect.poll(() => figures(page).innerText()).not.toBe(free);
  await undo(page);
  await expect(chips(page)).toHaveCount(0);
  await expect.poll(() => figures(page).innerText()).toBe(free);

  await add(page, "Fluency");
  const brush = section(page).getByRole("button", { name: /^Filter by Fluency/ });
  const box = await brush.boundingBox();
  if (box === null) throw new Error("the distribution has no place on the page");
  await page.mouse.move(box.x + box.width * 0.5, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 5, box.y + 10, { steps: 6 });
  await page.mouse.up();
  await expect(chips(page)).toHaveText([/^Fluency at least /]);

  await add(page, /^Temperature/);
  await write(page, "Temperature", "0.5");
  await expect(chips(page)).toHaveText([/^Fluency/, "Temperature 0.5, seed 0"]);
  await section(page).getByRole("button", { name: "Roll another seed" }).click();
  const rolled = await chips(page).last().innerText();
  expect(rolled).not.toContain("seed 0");
  await page.goto(page.url());
  await expect(chips(page)).toHaveText([/^Fluency/, rolled]);

  await add(page, "Length in tokens");
  await write(page, "Tokens, at least", "900000000");
  await expect(section(page).getByRole("alert")).toContainText("No document passes the filters.");
  await expect(section(page).getByRole("alert")).toContainText("Without Tokens at least 900,000,000");
  await judgeEverywhere(page, "constraints-empty");
  await section(page).getByRole("button", { name: "Remove that filter" }).click();
  await expect(chips(page)).toHaveCount(2);
  await section(page)
    .getByRole("button", { name: /^Remove: Temperature/ })
    .click();
  await section(page)
    .getByRole("button", { name: /^Remove: Fluency/ })
    .click();
  await expect(chips(page)).toHaveCount(0);
  await expect.poll(() => figures(page).innerText()).toBe(free);
});

test("bounds of a domain are dragged on the mixture, typed and undone as one step", async ({ page }) => {
  await openMixer(page);
  await page.getByLabel("Domains", { exact: true }).selectOption("bounds");
  const [row] = await page.getByRole("region", { name: "Mixture" }).getByRole("rowheader").allInnerTexts();
  const domain = row ?? "";
  const most = handle(page, `Greatest share of ${domain}`);
  await expect(most).toHaveAttribute("aria-valuenow", "100");
  const grip = await most.boundingBox();
  const track = await handle(page, `Least share of ${domain}`).boundingBox();
  if (grip === null || track === null) throw new Error("the handles have no place on the page");
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(track.x + (grip.x - track.x) * 0.2, grip.y + grip.height / 2, { steps: 8 });
  await page.mouse.up();
  const dragged = Number(await most.getAttribute("aria-valuenow"));
  expect(dragged).toBeGreaterThan(15);
  expect(dragged).toBeLessThan(25);
  await expect(chips(page)).toHaveText([`${domain} at most ${String(dragged)} % of the budget`]);
  const line = page.getByRole("region", { name: "Mixture" }).getByRole("row").filter({ hasText: domain });
  await expect
    .poll(async () => Number(await line.getByRole("cell").nth(2).innerText()))
    .toBeLessThanOrEqual(dragged + 0.5);
  await judgeEverywhere(page, "bounds");
  await undo(page);
  await expect(most).toHaveAttribute("aria-valuenow", "100");

  await most.press("Shift+ArrowLeft");
  await expect(most).toHaveAttribute("aria-valuenow", "95");
  await most.press("ControlOrMeta+z");
  await expect(most).toHaveAttribute("aria-valuenow", "100");

  await write(page, `Least share of ${domain} in percent`, "5");
  await expect(handle(page, `Least share of ${domain}`)).toHaveAttribute("aria-valuenow", "5");
  await page.goto(page.url());
  await expect(handle(page, `Least share of ${domain}`)).toHaveAttribute("aria-valuenow", "5");
  await section(page)
    .getByRole("button", { name: `Remove: ${domain} at least 5 % of the budget` })
    .click();
  await expect(chips(page)).toHaveCount(0);
});

test("at most so many documents of a group are counted, never estimated", async ({ page }) => {
  await page.goto("/corpora");
  await page.getByRole("link", { name: "Demo corpus" }).first().click();
  const groups = page.locator("section").filter({ has: page.getByRole("heading", { name: "Groups" }) });
  await expect(groups.getByText("source", { exact: true })).toBeVisible();

  await openMixer(page);
  const selected = page.getByRole("region", { name: "Selected" });
  const free = await figures(page).innerText();
  await add(page, /^Documents per group/);
  await write(page, "At most, documents per source", "2");
  await expect(chips(page)).toHaveText(["At most 2 documents per source"]);
  await expect(selected.getByText("not counted", { exact: true })).toBeVisible();
  await expect(figures(page)).not.toContainText(/\d/);
  await judgeEverywhere(page, "cap-uncounted");
  await selected.getByRole("button", { name: "Count exactly" }).click();
  await expect(selected.getByText("exact", { exact: true })).toBeVisible();
  const capped = await figures(page).innerText();
  expect(capped).not.toBe(free);

  await page.goto(page.url());
  await expect(chips(page)).toHaveText(["At most 2 documents per source"]);
  await expect.poll(() => figures(page).innerText()).toBe(capped);

  await page.getByRole("button", { name: "Remove: At most 2 documents per source" }).click();
  await expect.poll(() => figures(page).innerText()).toBe(free);
  await undo(page);
  await expect.poll(() => figures(page).innerText()).toBe(capped);
});
