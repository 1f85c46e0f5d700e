import { readFile } from "node:fs/promises";
import { strFromU8, unzipSync } from "fflate";
import type { Locator, Page } from "@playwright/test";
import { judgeEverywhere } from "./support/judge";
import { parameter } from "./support/million";
import { expect, test } from "./support/test";
import { openMixer } from "./support/walk";

// A click on what lies under something else must not wait for the whole test.
test.use({ actionTimeout: 30_000 });

const wholeNumber = (text: string): number => Number(text.replace(/[^\d]/g, ""));

async function setWeight(page: Page, rater: string, points: string): Promise<void> {
  const field = page.getByRole("textbox", { name: `Points of ${rater}` });
  await field.fill(points);
  await field.press("Enter");
}

/** Saves the recipe of the mixer; how many documents the server selects by it, counted for a confirmation. */
async function saveVersion(page: Page, name: string, number: number): Promise<number> {
  await page.getByRole("button", { name: "Save…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save a version" });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(`saved v${String(number)}`)).toBeVisible();
  await page.getByRole("button", { name: "Confirm…" }).click();
  const confirm = page.getByRole("dialog", { name: "Confirm the selection" });
  const documents = confirm.getByRole("row").filter({ hasText: "Documents" });
  const exact = wholeNumber(await documents.getByRole("cell").nth(1).innerText());
  await page.keyboard.press("Escape");
  await expect(confirm).toHaveCount(0);
  return exact;
}

const sizes = (page: Page): Locator => page.getByRole("table", { name: "Sizes of the selections" });
const cell = async (page: Page, row: number, column: string): Promise<number> => {
  const heads = await sizes(page).getByRole("columnheader").allInnerTexts();
  const cells = sizes(page).locator("tbody tr").nth(row).locator("th, td");
  return wholeNumber(await cells.nth(heads.indexOf(column)).innerText());
};

async function keepReport(page: Page, title: string, text: string): Promise<void> {
  await page.getByRole("button", { name: "Report…" }).click();
  const dialog = page.getByRole("dialog", { name: "Keep this as a report" });
  await dialog.getByLabel("Title").fill(title);
  await dialog.getByLabel("Text").fill("We see books.");
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(page).toHaveURL(/\/reports\/[^/]+$/);
  await page.getByRole("button", { name: "Write" }).click();
  await page.getByLabel("Text", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("form", { name: "Write" })).toHaveCount(0);
}

/** The file that the export of a report hands over. */
async function exported(page: Page, format: RegExp, encoding: BufferEncoding = "utf8"): Promise<string> {
  await page.getByRole("button", { name: "Export" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: format }).click();
  return readFile(await (await downloading).path(), encoding);
}

test("three recipes are put side by side, counted exactly and read document by document", async ({
  page,
}) => {
  await openMixer(page);
  const counts = [await saveVersion(page, "Compared", 1)];
  await setWeight(page, "Unique words", "60");
  counts.push(await saveVersion(page, "Compared", 2));
  await setWeight(page, "DSIR books", "80");
  counts.push(await saveVersion(page, "Compared", 3));

  await test.step("from the menu of the recipe", async () => {
    await page.getByRole("heading", { level: 1 }).click();
    await page.getByRole("menuitem", { name: "Compare all 3 versions" }).click();
    await expect(page).toHaveURL(/\/compare\?/);
    const items = page.getByRole("list", { name: "What is compared" }).getByRole("listitem");
    await expect(items).toHaveCount(3);
    await expect(items.first()).toContainText("Compared v3");
    await expect(items.first()).toContainText("baseline");
    await expect(page.getByRole("heading", { name: /^\d+ weights differ; / })).toBeVisible();
  });

  await test.step("with the figures that a confirmation counts", async () => {
    await expect(sizes(page).locator("tbody tr")).toHaveCount(3);
    const documents = [
      await cell(page, 0, "Documents"),
      await cell(page, 1, "Documents"),
      await cell(page, 2, "Documents"),
    ];
    // The menu begins with the version that is open, then the newest.
    expect(documents).toEqual([counts[2], counts[1], counts[0]]);
  });

  const [own, other] = [counts[2] ?? 0, counts[1] ?? 0];
  const gained = await cell(page, 1, "Gained");
  const lost = await cell(page, 1, "Lost");
  const kept = own - lost;

  await test.step("what two share is what is neither gained nor lost", async () => {
    expect(kept + gained).toBe(other);
    const choice = page.getByLabel("Which documents");
    await expect(choice.getByRole("radio")).toHaveText([
      `+ ${gained.toLocaleString("en-US")} gained`,
      `− ${lost.toLocaleString("en-US")} lost`,
      `= ${kept.toLocaleString("en-US")} kept`,
    ]);
    const overlap = page.getByRole("application", { name: "Overlap of 3 selections by documents" });
    await overlap.focus();
    await page.keyboard.press("ArrowRight");
    const share = ((100 * kept) / (own + gained)).toFixed(1);
    await expect(
      page.getByText(`share ${kept.toLocaleString("en-US")} documents: ${share} % of either or both`),
    ).toBeVisible();
  });

  await test.step("by tokens as well", async () => {
    await page.getByLabel("Count", { exact: true }).getByRole("radio", { name: "tokens" }).click();
    await expect(page.getByRole("application", { name: "Overlap of 3 selections by tokens" })).toBeVisible();
    expect(parameter(page, "by")).toBe("tokens");
  });

  await test.step("documents are walked by keyboard", async () => {
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("j");
    const reader = page.getByRole("dialog", { name: "Documents gained" });
    const place = reader.getByRole("status", { name: "Place" });
    const heading = reader.getByRole("region", { name: "Document", exact: true }).getByRole("heading");
    await expect(place).toHaveText(`1 of ${gained.toLocaleString("en-US")}`);
    await expect(reader.getByRole("table", { name: /^Contributions/ })).toBeVisible();
    const first = await heading.innerText();
    await page.keyboard.press("j");
    await expect(place).toHaveText(`2 of ${gained.toLocaleString("en-US")}`);
    await expect(heading).not.toHaveText(first);
    await page.keyboard.press("k");
    await expect(heading).toHaveText(first);
    await judgeEverywhere(page, "compare-reader");
    await page.keyboard.press("l");
    const lostReader = page.getByRole("dialog", { name: "Documents lost" });
    await expect(lostReader.getByRole("status", { name: "Place" })).toHaveText(
      `1 of ${lost.toLocaleString("en-US")}`,
    );
    await expect(lostReader.getByRole("table", { name: /^Contributions/ })).toBeVisible();
    const link = page.url();
    await page.goto(link);
    await expect(lostReader.getByRole("status", { name: "Place" })).toHaveText(
      `1 of ${lost.toLocaleString("en-US")}`,
    );
    await page.keyboard.press("Escape");
    await expect(lostReader).toHaveCount(0);
    expect(parameter(page, "row")).toBeNull();
  });

  await test.step("the way between two is walked with the slider", async () => {
    const slider = page.getByRole("slider", { name: "Place on the way" });
    const figures = page.getByRole("group", { name: "Figures at this place" });
    await slider.focus();
    await page.keyboard.press("Home");
    await expect(figures.getByText("0 % of the way", { exact: true })).toBeVisible();
    await expect(figures.locator("dd").first()).toHaveText(own.toLocaleString("en-US"));
    await page.keyboard.press("End");
    await expect(figures.locator("dd").first()).toHaveText(other.toLocaleString("en-US"));
    await page.keyboard.press("ArrowLeft");
    await expect(figures.getByText("95 % of the way", { exact: true })).toBeVisible();
    await expect(figures.getByText("exact", { exact: true })).toBeVisible();
    expect(parameter(page, "at")).toBe("0.95");
    await expect(figures.getByRole("link", { name: "Open in the mixer" })).toHaveAttribute(
      "href",
      /\/mixer\/[^?]+\?r=/,
    );
  });

  await test.step("the link shows the same page", async () => {
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    const before = await page.getByRole("main").innerText();
    await page.goto(page.url());
    await expect(sizes(page)).toBeVisible();
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    await expect.poll(() => page.getByRole("main").innerText()).toBe(before);
    await judgeEverywhere(page, "compare");
  });

  await test.step("a report keeps what the page shows, and leaves as HTML, Markdown and LaTeX", async () => {
    const comparison = page.url();
    await keepReport(page, "Three of a kind", "We **see** more books.");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Three of a kind");
    const titles = await page.getByRole("article").locator("h2").allInnerTexts();
    expect(titles).toEqual([
      "What is compared",
      "Settings",
      "Selections",
      "Changed documents",
      "Outcomes",
      "Between two recipes",
    ]);
    await judgeEverywhere(page, "report");
    const html = await exported(page, /^HTML/);
    expect(html).toContain("<strong>see</strong>");
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)(?!arxiv)/);
    expect(html.match(/<svg/g)?.length).toBeGreaterThanOrEqual(7);
    expect(html).toContain(own.toLocaleString("en-US"));
    const latex = await exported(page, /^Tables as LaTeX/);
    expect(latex).toContain(String.raw`\caption{Sizes}`);
    expect(latex).toContain(own.toLocaleString("en-US").replaceAll(",", "{,}"));
    const zip = unzipSync(Buffer.from(await exported(page, /^Markdown/, "latin1"), "latin1"));
    const markdown = strFromU8(zip["report.md"] ?? new Uint8Array());
    expect(markdown).toMatch(/^# Three of a kind\n\nWe \*\*see\*\* more books\.\n/);
    for (const [, picture = ""] of markdown.matchAll(/\]\((pictures\/[^)]+)\)/g))
      expect(zip).toHaveProperty([picture]);
    await page.goto("/reports");
    await expect(page.getByRole("link", { name: "Three of a kind" })).toBeVisible();
    await page.goto(comparison);
    await expect(sizes(page)).toBeVisible();
  });

  await test.step("another baseline turns what is gained and lost", async () => {
    await page.getByRole("button", { name: "Make Compared v2 the baseline" }).click();
    await expect(
      page.getByRole("list", { name: "What is compared" }).getByRole("listitem").first(),
    ).toContainText("Compared v2");
    await expect.poll(() => cell(page, 1, "Gained")).toBe(lost);
    expect(await cell(page, 1, "Lost")).toBe(gained);
  });

  await test.step("one alone is shown for what it is", async () => {
    await page.getByRole("button", { name: "Remove Compared v1" }).click();
    await page.getByRole("button", { name: "Remove Compared v3" }).click();
    await expect(page.getByText("Add a second one that can be counted on this corpus").first()).toBeVisible();
    await judgeEverywhere(page, "compare-one");
  });
});

test("what is compared is chosen by keyboard, and an empty page says what to do first", async ({ page }) => {
  await openMixer(page);
  await saveVersion(page, "Chosen", 1);
  await page.goto("/compare");
  await expect(page.getByRole("heading", { name: "Nothing to compare yet" })).toBeVisible();
  await judgeEverywhere(page, "compare-empty");
  await page.keyboard.press("a");
  const dialog = page.getByRole("dialog", { name: "Choose what to compare" });
  await page.keyboard.type("chosen v1");
  await expect(dialog.getByRole("option", { name: /^Chosen v1/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("1 item in the comparison.")).toBeVisible();
  await judgeEverywhere(page, "compare-chooser");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("list", { name: "What is compared" }).getByRole("listitem")).toHaveCount(1);
  expect(parameter(page, "items")).toMatch(/^version:/);
});

test("what is not there any more is named, with the way out", async ({ page }) => {
  await page.goto("/compare?items=version:none,run:gone");
  const missing = page.getByRole("list", { name: "What is compared" }).getByRole("listitem");
  await expect(missing).toHaveCount(2);
  await page.getByRole("button", { name: "Remove what is missing" }).first().click();
  await page.getByRole("button", { name: "Remove what is missing" }).first().click();
  await expect(page.getByRole("heading", { name: "Nothing to compare yet" })).toBeVisible();
});
