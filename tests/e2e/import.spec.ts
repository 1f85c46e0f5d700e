import { join } from "node:path";
import { madeRecord, writeSource } from "@/tests/support/released-layout";
import { expect, test } from "./support/test";

test("a folder in the released layout is imported from the page, with what was rejected", async ({
  page,
  studio,
}) => {
  const source = join(studio.home, "incoming");
  const records = Array.from({ length: 60 }, (_, i) =>
    madeRecord(`w-${String(i)}`, `A page about number ${String(i)}.`, i),
  );
  await writeSource(source, {
    "wikipedia/part-0a1b2c-000001.jsonl": [...records, '{"id": "torn", "content": "no en'],
    "arxiv/part-0a1b2c-000002.jsonl": [madeRecord("a-1", "On the number of pages.", 99)],
  });
  await page.goto("/corpora");
  await page
    .getByRole("button", { name: /^Import/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog", { name: "Import a corpus" });
  await dialog.getByLabel("Folder or file on the server").fill("/etc");
  await dialog.getByRole("button", { name: "Import" }).click();
  await expect(dialog.getByRole("alert")).toContainText("/etc");

  await dialog.getByLabel("Folder or file on the server").fill(source);
  await dialog.getByLabel("Name").fill("Released");
  await dialog.getByLabel("Most rejected rows").fill("5");
  await dialog.getByRole("button", { name: "Import" }).click();
  await dialog.getByRole("link", { name: "See the corpus" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Released" })).toBeVisible();
  await expect(page.getByText("not valid JSON")).toBeVisible();
  await expect(page.getByText("61").first()).toBeVisible();
});

test("a document is found, read and left by keyboard alone", async ({ page }) => {
  await page.goto("/corpora");
  await page.getByRole("link", { name: "Browse" }).last().click();
  await expect(page.getByRole("grid")).toBeVisible();
  await expect(page.getByRole("row").nth(3)).toBeVisible();
  const reader = page.getByRole("region", { name: "Reader" });
  for (const [key, place] of [
    ["j", 1],
    ["j", 2],
    ["j", 3],
    ["k", 2],
  ] as const) {
    await page.keyboard.press(key);
    await expect(reader.getByText(new RegExp(`^${String(place)} of [\\d,]+$`))).toBeVisible();
    await expect(reader.getByLabel("Text of the document")).not.toBeEmpty();
  }
  await page.keyboard.press("Escape");
  await expect(reader).toBeHidden();
});

test("a link to a document opens it and shows its row", async ({ page }) => {
  await page.goto("/corpora");
  await page.getByRole("link", { name: "Demo corpus" }).first().click();
  await page.getByRole("link", { name: "Browse" }).last().click();
  await expect(page.getByRole("row").nth(3)).toBeVisible();
  await page.goto(`${page.url()}?document=2000`);
  await expect(page.getByRole("region", { name: "Reader" }).getByText(/^2,001 of [\d,]+$/)).toBeVisible();
  await expect(page.getByRole("row", { selected: true })).toBeInViewport();
});
