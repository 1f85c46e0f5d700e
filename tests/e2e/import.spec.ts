import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { jsonRows, writeParquet } from "@/tests/support/parquet-files";
import { madeRecord, writeSource } from "@/tests/support/released-layout";
import { judgeEverywhere } from "./support/judge";
import { expect, test } from "./support/test";

async function openImport(page: Page): Promise<Locator> {
  await page.goto("/corpora");
  await page
    .getByRole("button", { name: /^Import/ })
    .first()
    .click();
  return page.getByRole("dialog", { name: "Import a corpus" });
}

async function lookInside(dialog: Locator, path: string): Promise<void> {
  await dialog.getByLabel("Folder or file on the server").fill(path);
  await dialog.getByRole("button", { name: "Look inside" }).click();
}

const otherRows = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    uuid: `u-${String(from + at).padStart(3, "0")}`,
    raw_content: `Chapter ${String(from + at)} of another book.`,
    meta: { redpajama_set_name: at % 2 === 0 ? "Book" : "Wikipedia" },
    edu: at / 10,
    fluency_score: at % 5 === 0 ? null : 1,
  }));

const firstRow = (dialog: Locator) =>
  dialog.getByRole("region", { name: "First rows" }).getByRole("row").nth(1).getByRole("cell");

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
  const dialog = await openImport(page);
  await lookInside(dialog, "/etc");
  await expect(dialog.getByRole("alert")).toContainText("/etc");
  await lookInside(dialog, join(source, "nowhere"));
  await expect(dialog.getByRole("alert")).toContainText("does not exist");

  await lookInside(dialog, source);
  await expect(dialog.getByText("released layout, 25 of 25 raters found")).toBeVisible();
  await expect(firstRow(dialog).nth(1)).toHaveText("On the number of pages.");
  await expect(dialog.getByText("arxiv, wikipedia")).toBeVisible();
  await judgeEverywhere(page, "import-released");
  await dialog.getByLabel("Name").fill("Released");
  await dialog.getByLabel("Most rejected rows").fill("5");
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.getByRole("link", { name: "See the corpus" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Released" })).toBeVisible();
  await expect(page.getByText("not valid JSON")).toBeVisible();
  await expect(page.getByText("61").first()).toBeVisible();
});

test("a JSONL file with other columns is sent, mapped and imported, and its mapping is remembered", async ({
  page,
  studio,
}) => {
  const lines = (from: number) =>
    Buffer.from(
      otherRows(from, 40)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(""),
    );
  const file = (name: string, from: number) => ({ name, mimeType: "application/json", buffer: lines(from) });
  const dialog = await openImport(page);
  await dialog.getByRole("radio", { name: "Upload" }).click();
  await judgeEverywhere(page, "import-drop");
  await dialog.getByLabel("Files to import").setInputFiles([file("part-1.jsonl", 0), file("notes.txt", 9)]);
  await expect(dialog.getByText("1 other file cannot be imported.")).toBeVisible();
  await expect(dialog.getByText("Columns: 1 of 25 raters found")).toBeVisible();
  await expect(firstRow(dialog).nth(1)).toHaveText("Chapter 0 of another book.");
  await expect(dialog.getByText("Book, Wikipedia")).toBeVisible();
  await expect(dialog.getByLabel("Text", { exact: true })).toHaveValue("raw_content");
  await expect(dialog.getByLabel("Fluency")).toHaveValue("fluency_score");
  await dialog.getByLabel("Educational value").selectOption("edu");
  await expect(dialog.getByText("Columns: 2 of 25 raters found")).toBeVisible();
  await judgeEverywhere(page, "import-mapped");
  await dialog.getByLabel("Name").fill("Mapped");
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.getByRole("link", { name: "See the corpus" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mapped" })).toBeVisible();
  expect(await readdir(join(studio.home, "uploads"))).toEqual([]);

  const again = await openImport(page);
  await again.getByRole("radio", { name: "Upload" }).click();
  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "part-2.jsonl"));
    return transfer;
  }, lines(500).toString());
  await again.getByText("Drop files or a folder here").dispatchEvent("drop", { dataTransfer: dropped });
  await expect(again.getByText("As in the last import with these columns.")).toBeVisible();
  await expect(again.getByLabel("Educational value")).toHaveValue("edu");
  await again.getByRole("button", { name: "Remove" }).click();
  await expect(again.getByText("Drop files or a folder here")).toBeVisible();
  await expect.poll(() => readdir(join(studio.home, "uploads"))).toEqual([]);
});

test("a Parquet file is imported by its path, after its first rows were read", async ({ page, studio }) => {
  const source = join(studio.home, "columns");
  await writeSource(source, { "rows.jsonl": otherRows(900, 30) });
  const name = "Columns";
  await writeParquet(join(source, "parquet", "rows.parquet"), jsonRows(join(source, "rows.jsonl")));
  const dialog = await openImport(page);
  await dialog.getByLabel("Folder or file on the server").fill(join(source, "parquet", "rows.parquet"));
  await page.keyboard.press("Enter");
  await expect(firstRow(dialog).first()).toHaveText("u-900");
  await expect(firstRow(dialog).nth(1)).toHaveText("Chapter 900 of another book.");
  await expect(dialog.getByText("1 .parquet")).toBeVisible();
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.getByRole("link", { name: "See the corpus" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("30").first()).toBeVisible();
});

test("an upload goes on after lost connections, and only for the studio's own pages", async ({
  page,
  studio,
  complaints,
}) => {
  const text = `${JSON.stringify({ ...otherRows(2000, 1)[0], more: "x".repeat(9_000_000) })}\n`;
  let requests = 0;
  await page.route("**/api/upload/**", async (route) => {
    requests += 1;
    if (requests % 2 === 1) await route.abort("connectionreset");
    else await route.continue();
  });
  const dialog = await openImport(page);
  await dialog.getByRole("radio", { name: "Upload" }).click();
  await dialog
    .getByLabel("Files to import")
    .setInputFiles({ name: "large.jsonl", mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(dialog.getByText("9.00 MB sent")).toBeVisible();
  await expect(firstRow(dialog).first()).toHaveText("u-2000");
  expect(requests).toBe(6);
  const [id = ""] = await readdir(join(studio.home, "uploads"));
  expect(await readFile(join(studio.home, "uploads", id, "files", "large.jsonl"), "utf8")).toBe(text);
  const lost = complaints.splice(0).filter((complaint) => !complaint.includes("net::ERR_CONNECTION_RESET"));
  expect(lost).toEqual([]);

  const url = `${studio.url}/api/upload/${id}?name=large.jsonl&offset=0`;
  const put = async (origin: string, bytes = 1): Promise<number> => {
    const headers = { Origin: origin, "Content-Type": "application/octet-stream" };
    return (await fetch(url, { method: "PUT", headers, body: new Uint8Array(bytes) })).status;
  };
  expect(await put("http://evil.example")).toBe(403);
  expect(await put(studio.url)).toBe(409);
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
  await expect(page.getByRole("heading", { level: 1, name: "Demo corpus" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Browse" }).click();
  await expect(page).toHaveURL(/\/browse\/[^/?]+/);
  await page.goto(`${page.url().split("?")[0]}?document=2000`);
  await expect(page.getByRole("region", { name: "Reader" }).getByText(/^2,001 of [\d,]+$/)).toBeVisible();
  await expect(page.getByRole("row").and(page.locator("[aria-current=true]"))).toBeInViewport();
});
