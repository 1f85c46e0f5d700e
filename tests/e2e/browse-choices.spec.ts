import { readFile } from "node:fs/promises";
import { judgeEverywhere } from "./support/judge";
import {
  brush,
  condition,
  count,
  countWhere,
  DOCUMENTS,
  grid,
  idAt,
  idsBy,
  line,
  N,
  open,
  parameter,
  settled,
  theMillion,
  type Million,
} from "./support/million";
import { expect, test } from "./support/test";

let corpus: Million;

test.beforeAll(async ({ studio }) => {
  test.setTimeout(600_000);
  corpus = await theMillion(studio.home);
});

test("a link shows again what was listed, read and where", async ({ page }) => {
  await open(page, corpus);
  await brush(page, "Tokens", 0.4, 0.7);
  await expect(condition(page, /^Tokens/)).toBeVisible();
  await page.getByLabel("Sort by", { exact: true }).selectOption("reasoning");
  await page.getByRole("radio", { name: "Importance" }).click();
  await settled(page);
  const reader = page.getByRole("region", { name: "Reader" });
  for (let step = 0; step < 4; step += 1) {
    await page.keyboard.press("j");
    await expect(reader.getByText(new RegExp(`^${String(step + 1)} of [\\d,]+$`))).toBeVisible();
  }
  const id = await idAt(page, 3);
  // The document before it stays, dimmed, until this one is here.
  await expect(reader.getByRole("heading", { name: id })).toBeVisible();
  const shown = {
    count: await count(page).innerText(),
    id,
    text: await reader.getByLabel("Text of the document").innerText(),
  };
  await page.goto(page.url());
  await settled(page);
  await expect(count(page)).toHaveText(shown.count);
  await expect(reader.getByRole("heading", { name: shown.id })).toBeVisible();
  await expect(reader.getByText(/^4 of [\d,]+$/)).toBeVisible();
  await expect(reader.getByLabel("Text of the document")).toHaveText(shown.text);
  await expect(page.getByRole("row").and(page.locator("[aria-current=true]"))).toBeInViewport();
  await page.keyboard.press("k");
  await expect(reader.getByText(/^3 of [\d,]+$/)).toBeVisible();
  // Keys that come faster than documents add up.
  for (const key of "jjjjjkj") await page.keyboard.press(key);
  await expect(reader.getByText(/^8 of [\d,]+$/)).toBeVisible();
});

test("selected documents stay selected, are shown alone, copied and exported", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, corpus);
  const bar = page.getByRole("region", { name: "Selected documents" });
  await line(page, 2).getByRole("checkbox").click();
  await line(page, 5)
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  await expect(bar.getByRole("status")).toHaveText("4 selected");
  const [mostFluent = ""] = await idsBy(corpus, "fluency DESC NULLS LAST, ordinal", 1);
  await page.getByLabel("Sort by", { exact: true }).selectOption("fluency");
  await expect.poll(() => idAt(page, 0)).toBe(mostFluent);
  await grid(page).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press(" ");
  await expect(bar.getByRole("status")).toHaveText("5 selected");
  const picked = [...(await idsBy(corpus, "ordinal", 6)).slice(2), mostFluent];

  await bar.getByRole("button", { name: "Show only these" }).click();
  await expect(count(page)).toHaveText(`5 of ${N} documents`);
  await expect(condition(page, "5 chosen documents")).toBeVisible();
  expect(parameter(page, "only")?.split(".")).toHaveLength(5);
  await bar.getByRole("button", { name: "Copy ids" }).click();
  await expect(page.getByText("Copied 5 ids", { exact: true })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split("\n").sort()).toEqual([...picked].sort());

  await bar.getByRole("button", { name: "Export…" }).click();
  await page.getByRole("checkbox", { name: "With the text of each document" }).check();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(`A million v1, 5 of ${String(DOCUMENTS)} documents.csv`);
  const [head = "", ...rows] = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
  expect(head.split(",").slice(0, 3)).toEqual(["id", "domain", "tokens"]);
  expect(head.endsWith(",text")).toBe(true);
  expect(rows.map((row) => row.split(",")[0]).sort()).toEqual([...picked].sort());
  await expect(bar).toBeVisible();
});

test("more documents than can be selected are exported as a listing", async ({ page }) => {
  await open(page, corpus);
  await page.getByRole("checkbox", { name: `Select the first 10,000 of ${N}` }).click();
  const bar = page.getByRole("region", { name: "Selected documents" });
  await expect(bar.getByRole("status")).toHaveText("10,000 selected");
  await expect(
    page.getByText("No more than 10,000 documents can be selected", { exact: true }),
  ).toBeVisible();
  await bar.getByRole("button", { name: "Show only these" }).click();
  await expect(count(page)).toHaveText(`10,000 of ${N} documents`);
  await expect(condition(page, "10,000 chosen documents")).toContainText("not part of the link");
  await page.getByRole("button", { name: "Export…" }).first().click();
  await page.getByRole("radio", { name: "JSONL" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const lines = (await readFile(await (await downloading).path(), "utf8")).trim().split("\n");
  expect(lines).toHaveLength(10_000);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ id: (await idsBy(corpus, "ordinal", 1))[0] });
});

test("a view is saved, opened, deleted and brought back", async ({ page }) => {
  await open(page, corpus, "?fluency=0.5~&sort=tokens&order=descending&columns=model");
  const listed = await count(page).innerText();
  const views = page.getByRole("button", { name: "Views" });
  await views.click();
  const panel = page.getByRole("dialog", { name: "Saved views" });
  await panel.getByLabel("Name of the view").fill("Long and fluent");
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByRole("button", { name: "Long and fluent", exact: true })).toBeVisible();

  await open(page, corpus);
  await views.click();
  await panel.getByRole("button", { name: "Long and fluent", exact: true }).click();
  await settled(page);
  await expect(count(page)).toHaveText(listed);
  expect(parameter(page, "sort")).toBe("tokens");

  await views.click();
  await panel.getByRole("button", { name: "Delete the view Long and fluent" }).click();
  await expect(panel.getByText(/^None yet/)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(panel.getByRole("button", { name: "Long and fluent", exact: true })).toBeVisible();
});

test("where no document is left, the condition to blame is named and removed", async ({ page }) => {
  await page.goto(`${corpus.path}?fluency=0.5~&tokens=~0`);
  await expect(page.getByRole("heading", { name: "No document meets all conditions" })).toBeVisible();
  await expect(page.getByText(/Most are kept out by Tokens at most 0/)).toBeVisible();
  await page.getByRole("button", { name: "Remove that condition" }).click();
  await expect(count(page)).toHaveText(await countWhere(corpus, "fluency::DOUBLE >= 0.5"));
});

test("an address that makes no sense shows the corpus", async ({ page }) => {
  await open(
    page,
    corpus,
    "?sort=drop&only=zzzzzzzz&fluency=5~1&tokens=x~&r=1~99&document=abc&columns=none&q=%20",
  );
  await expect(count(page)).toHaveText(`${N} of ${N} documents`);
  await page.goto(`${corpus.path}?domain=nowhere`);
  await expect(page.getByRole("heading", { name: "No document meets all conditions" })).toBeVisible();
  await page.goto(`${corpus.path}?document=4000000000`);
  await expect(page.getByRole("region", { name: "Reader" }).getByRole("alert")).toBeVisible();
});

test("filters fit a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, corpus);
  await page.getByRole("button", { name: /^Filters/ }).click();
  const sheet = page.getByRole("dialog", { name: "Filters" });
  await expect(sheet.getByRole("button", { name: /^Filter by Fluency/ })).toBeAttached();
  await sheet.getByRole("button", { name: /^Only/ }).first().click();
  await sheet.getByRole("button", { name: "Show" }).click();
  await expect(count(page)).toHaveText(await countWhere(corpus, "domain = 0"));
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(390);
});

test("the table with conditions and a selection is quiet and accessible", async ({ page }) => {
  await open(page, corpus, "?columns=all&sort=fluency&order=descending&educational_value=0~&tokens=100~");
  await line(page, 1).getByRole("checkbox").click();
  await judgeEverywhere(page, "browse-million");
});
