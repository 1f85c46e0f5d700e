import { readFile } from "node:fs/promises";
import { judgeEverywhere } from "./support/judge";
import { answer, join, saved } from "./support/reviewing";
import { expect, test } from "./support/test";

const DOCUMENTS = 6;

test("a session goes from its documents to the agreement of two reviewers, one of whom loses the connection", async ({
  page,
  browser,
}) => {
  await page.goto("/review");
  await page.getByRole("link", { name: "New session" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Readable and worth keeping?");
  await page.getByLabel("Corpus", { exact: true }).selectOption({ label: "Demo corpus" });
  await page.getByLabel("Sampling", { exact: true }).selectOption("random");
  await page.getByRole("textbox", { name: "Documents" }).fill(String(DOCUMENTS));
  await page.getByRole("textbox", { name: "Documents" }).press("Tab");
  for (const rubric of ["Professionalism", "Reasoning", "Cleanliness"])
    await page.getByRole("checkbox", { name: new RegExp(`^${rubric}`) }).uncheck();
  await page.getByRole("checkbox", { name: /^Keep or drop/ }).check();
  await judgeEverywhere(page, "review-new");
  await page.getByRole("button", { name: "Open the session" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Readable and worth keeping?");
  const session = page.url();
  const address = `${session}/answer`;

  await join(page, address, "First");
  await judgeEverywhere(page, "review-answer");
  // The sixth is answered wrongly, opened again, and answered anew.
  for (const keys of ["f3k", "3k", "4k", "2d", "1d", "5d"]) await answer(page, keys);
  await expect(page.getByText("Nothing waits for you")).toBeVisible();
  await page.getByRole("button", { name: "Open the last one again" }).click();
  await answer(page, "5k");
  await expect(saved(page)).toBeVisible();

  const context = await browser.newContext();
  const other = await context.newPage();
  await join(other, address, "Second");
  await answer(other, "3k");
  await expect(saved(other)).toBeVisible();
  await context.setOffline(true);
  await answer(other, "3k");
  await answer(other, "4k");
  await expect(other.getByText("No connection: 2 answers kept in this browser")).toBeVisible();
  await context.setOffline(false);
  await expect(saved(other)).toBeVisible();
  await answer(other, "2d");
  await other.keyboard.press("s");
  await other.getByRole("button", { name: "Cannot be judged" }).click();
  await answer(other, "5k");
  await expect(saved(other)).toBeVisible();
  await context.close();

  await page.goto(session);
  await expect(page.getByText(`of ${String(2 * DOCUMENTS)} wanted`)).toBeVisible();
  await expect(page.getByText("5 have all answers")).toBeVisible();
  const reviewers = page.getByRole("table", { name: "Reviewers" });
  await expect(reviewers.getByRole("row", { name: /First/ })).toContainText("6");
  await expect(reviewers.getByRole("row", { name: /Second/ })).toContainText("5");
  await expect(page.getByText("Krippendorff's α, ordinal")).toBeVisible();
  const raters = page.getByRole("table", { name: "Raters against people: keep" });
  await expect(raters.locator("tbody tr")).toHaveCount(25);
  await expect(page.getByText("A proposal needs verdicts on 20 documents at least.")).toBeVisible();
  await judgeEverywhere(page, "review-session");

  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: /^Answers as JSONL/ }).click();
  const file = await (await downloading).path();
  const lines = (await readFile(file, "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  // Two questions to each of eleven answers, and one line for the document that was skipped.
  expect(lines).toHaveLength(2 * 11 + 1);
  const kept = lines.filter(({ question, reviewer }) => question === "keep" && reviewer === "First");
  expect(kept.filter(({ value }) => value === "keep")).toHaveLength(4);
  expect(lines.filter(({ state }) => state === "skipped")).toMatchObject([
    { reviewer: "Second", reason: "Cannot be judged", question: null },
  ]);

  await page.getByRole("link", { name: "Adjudicate" }).click();
  const settled = page.getByText(/^1 of \d+, 0 settled$/);
  await expect(settled).toBeVisible();
  const disputed = Number(/of (\d+)/.exec(await settled.innerText())?.[1]);
  await expect(page.getByLabel("Text of the document")).toBeVisible();
  await judgeEverywhere(page, "review-adjudicate");
  await page.keyboard.press("a");
  await expect(page.getByText(new RegExp(`of ${String(disputed)}, 1 settled$`))).toBeVisible();
  await page.goto(session);
  const approving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: /^Approved as JSONL/ }).click();
  const approved = (await readFile(await (await approving).path(), "utf8")).trim().split("\n");
  expect(approved.map((line) => (JSON.parse(line) as { state: string }).state)).toEqual([
    "approved",
    "approved",
  ]);
});
