import { existsSync } from "node:fs";
import { mkdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { madeRecord, writeSource } from "@/tests/support/released-layout";
import { judgeEverywhere } from "./support/judge";
import type { Studio } from "./support/studio";
import { terminal } from "./support/terminal";
import { expect, test } from "./support/test";

type Records = Record<string, unknown>[];

const records = (domain: string, from: number, count: number): Records =>
  Array.from({ length: count }, (_, at) => {
    const number = String(from + at).padStart(3, "0");
    return madeRecord(
      `${domain}-${number}`,
      `Page ${number} of ${domain}. ${"word ".repeat(at % 40)}`,
      from + at,
    );
  });

interface Imported {
  readonly corpusId: string;
  readonly fingerprint: string;
}

async function importInto(studio: Studio, name: string, files: Record<string, Records>): Promise<Imported> {
  const source = join(studio.home, "sources", `${name} ${String(Math.random())}`);
  await writeSource(source, files);
  return (await terminal(studio.home, "import", source, "--name", name)) as unknown as Imported;
}

const rowOf = (page: Page, table: string, name: string): Locator =>
  page.getByRole("table", { name: table, exact: true }).getByRole("row").filter({ hasText: name });

async function act(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: new RegExp(`^${item}`) }).click();
}

test("a corpus is archived, still opens, and comes back", async ({ page, studio }) => {
  const { corpusId } = await importInto(studio, "To the archive", { "c4/a.jsonl": records("c4", 0, 30) });
  await page.goto("/corpora");
  await expect(rowOf(page, "Corpora", "To the archive")).toBeVisible();
  await act(page, "To the archive", "Archive the corpus");
  await expect(rowOf(page, "Archived", "To the archive")).toContainText("1 version");
  await expect(rowOf(page, "Corpora", "To the archive")).toHaveCount(0);
  await judgeEverywhere(page, "corpora-archived");

  await rowOf(page, "Archived", "To the archive").getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/corpora/${corpusId}$`));
  await expect(page.getByRole("heading", { level: 1, name: "To the archive" })).toBeVisible();
  await expect(page.getByText("archived", { exact: true })).toBeVisible();

  await page.goto("/corpora");
  await rowOf(page, "Archived", "To the archive").getByRole("button", { name: "Restore" }).click();
  await expect(rowOf(page, "Corpora", "To the archive")).toBeVisible();
});

test("a corpus is deleted after it was said what goes, and leaves a tombstone", async ({ page, studio }) => {
  const imported = await importInto(studio, "Doomed", { "c4/a.jsonl": records("c4", 100, 25) });
  const files = join(studio.home, "corpora", imported.fingerprint);
  await page.goto(`/corpora/${imported.corpusId}`);
  await act(page, "Doomed", "Delete the corpus…");
  const dialog = page.getByRole("dialog", { name: "Delete the corpus of Doomed?" });
  await expect(dialog).toContainText("25 documents");
  await expect(dialog).toContainText(/[\d.]+ [kM]B are freed\. This cannot be undone\./);
  await judgeEverywhere(page, "corpus-delete");
  await dialog.getByRole("button", { name: "Keep it" }).click();
  expect(existsSync(files)).toBe(true);

  await act(page, "Doomed", "Delete the corpus…");
  await dialog.getByRole("button", { name: "Delete the corpus" }).click();
  await expect(page.getByRole("heading", { name: "Version 1 of Doomed was deleted" })).toBeVisible();
  await expect(page.getByText(imported.fingerprint)).toBeVisible();
  expect(existsSync(files)).toBe(false);
  await judgeEverywhere(page, "corpus-tombstone");

  await page.goto("/corpora");
  await expect(rowOf(page, "Deleted", "Doomed")).toContainText("version 1");
  await judgeEverywhere(page, "corpora-deleted");
  const again = await importInto(studio, "Doomed", { "c4/a.jsonl": records("c4", 100, 25) });
  expect(again).toEqual(imported);
  await page.goto(`/corpora/${imported.corpusId}`);
  await expect(page.getByRole("combobox", { name: "Version" })).toHaveValue("2");
});

test("what a selection pins can only be archived, and the page says by what", async ({ page, studio }) => {
  const { corpusId } = await importInto(studio, "Pinned", { "c4/a.jsonl": records("c4", 200, 40) });
  const recipe = join(studio.home, "recipe.json");
  const weights = { word_count: 1 };
  await writeFile(
    recipe,
    JSON.stringify({ name: "Long pages", weights, normalisation: "zscore", budget: { share: 0.5 } }),
  );
  await terminal(
    studio.home,
    "select",
    "--corpus",
    "Pinned",
    "--recipe",
    recipe,
    "--out",
    join(studio.home, "out"),
  );
  await page.goto(`/corpora/${corpusId}`);
  await act(page, "Pinned", "Delete the corpus…");
  const dialog = page.getByRole("dialog", { name: "Delete the corpus of Pinned?" });
  await expect(dialog.getByRole("link", { name: "Long pages" })).toBeVisible();
  await expect(dialog.getByRole("button", { name: /^Delete/ })).toHaveCount(0);
  await judgeEverywhere(page, "corpus-pinned");
  await dialog.getByRole("button", { name: "Archive the corpus" }).click();
  await expect(page.getByText("archived", { exact: true })).toBeVisible();
});

test("two versions are compared, and what changed is read and taken along", async ({ page, studio }) => {
  const first = records("c4", 0, 60);
  const [, ...kept] = first;
  const edited = kept.map((record, at) => (at < 3 ? { ...record, content: "Edited." } : record));
  const { corpusId } = await importInto(studio, "Edited", { "c4/a.jsonl": first });
  await importInto(studio, "Edited", {
    "c4/a.jsonl": [...edited, ...records("c4", 500, 7)],
    "book/a.jsonl": records("book", 0, 5),
  });
  await page.goto(`/corpora/${corpusId}`);
  await expect(page.getByRole("table", { name: "Versions" }).getByRole("row")).toHaveCount(3);
  await judgeEverywhere(page, "corpus-versions");
  await page.getByRole("link", { name: "Compare with 1" }).click();

  const figure = (name: string) => page.locator("dl > div").filter({ hasText: name }).locator("dd").first();
  await expect(figure("Added documents")).toHaveText("12");
  await expect(figure("Gone documents")).toHaveText("1");
  await expect(figure("Changed documents")).toHaveText("3");
  await expect(figure("Unchanged documents")).toHaveText("56");
  await expect(rowOf(page, "Changes by domain", "c4")).toContainText("+7");
  await judgeEverywhere(page, "compare");

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const csv = await readFile(await (await saved).path(), "utf8");
  expect(csv.split("\r\n").filter((line) => line.startsWith("gone"))).toHaveLength(1);
  expect(csv.split("\r\n")).toHaveLength(1 + 12 + 1 + 3 + 56 + 1);

  await page.getByRole("radio", { name: /^Changed/ }).click();
  await page
    .getByRole("table", { name: "Changed documents" })
    .getByRole("link", { name: "before" })
    .first()
    .click();
  await expect(page.getByRole("region", { name: "Reader" })).toContainText("Page 001 of c4.");
});

test("a data card is written, a stale save loses nothing, and the card is exported", async ({
  page,
  studio,
  context,
  complaints,
}) => {
  const { corpusId } = await importInto(studio, "Described", { "c4/a.jsonl": records("c4", 300, 20) });
  await page.goto(`/corpora/${corpusId}`);
  await page.getByRole("link", { name: "Write", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Data card" })).toBeVisible();
  await page.getByLabel("Summary").fill("Pages of the <b>web</b>.");
  await page.getByLabel("Licence").fill("CC BY 4.0");
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByLabel("Summary").fill("Somebody else's words.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: /^Saved/ })).toBeVisible();
  await judgeEverywhere(page, "card");

  await other.getByRole("button", { name: "Save", exact: true }).click();
  const conflict = other.getByRole("main").getByRole("alert");
  await expect(conflict).toContainText("Nothing of yours is lost");
  await expect(conflict).toContainText("Pages of the <b>web</b>.");
  await expect(other.getByLabel("Summary")).toHaveValue("Somebody else's words.");
  await judgeEverywhere(other, "card-conflict");
  await conflict.getByRole("button", { name: "Take theirs" }).click();
  await expect(other.getByLabel("Summary")).toHaveValue("Pages of the <b>web</b>.");
  await other.getByLabel("Known limits").fill("English only.");
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(other.getByRole("status").filter({ hasText: /^Saved/ })).toBeVisible();
  await other.close();

  await page.goto(`/corpora/${corpusId}`);
  await expect(page.getByText("English only.")).toBeVisible();
  const download = async (name: string): Promise<string> => {
    const saved = page.waitForEvent("download");
    await page.getByRole("link", { name }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe(name);
    return readFile(await file.path(), "utf8");
  };
  const markdown = await download("README.md");
  expect(markdown).toContain("license: cc-by-4.0\n");
  expect(markdown).toContain("Pages of the \\<b\\>web\\</b\\>.");
  expect(JSON.parse(await download("croissant.json"))).toMatchObject({
    "@type": "sc:Dataset",
    description: "Pages of the <b>web</b>.",
    license: "https://spdx.org/licenses/CC-BY-4.0.html",
  });
  expect(complaints).toEqual([]);
});

test("what nothing needs is listed with its size and removed when it is accepted", async ({
  page,
  studio,
}) => {
  const longAgo = new Date(Date.now() - 50 * 3_600_000);
  for (const [name, bytes] of [
    ["left-behind", 120_000],
    ["left-too", 5000],
  ] as const) {
    const folder = join(studio.home, "tmp", name);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "file"), Buffer.alloc(bytes));
    for (const path of [join(folder, "file"), folder]) await utimes(path, longAgo, longAgo);
  }
  await page.goto("/corpora");
  await expect(page.getByRole("table", { name: "Disk by corpus" })).toContainText("Demo corpus");
  await page.getByRole("button", { name: "Clean up…" }).click();
  const dialog = page.getByRole("dialog", { name: "Clean up" });
  await expect(dialog.getByText("120 kB")).toBeVisible();
  await judgeEverywhere(page, "clean-up");
  await dialog.getByRole("checkbox", { name: /left-too/ }).uncheck();
  await dialog.getByRole("button", { name: "Remove 1 leftover, 120 kB" }).click();
  await expect(dialog).toHaveCount(0);
  expect(existsSync(join(studio.home, "tmp", "left-behind"))).toBe(false);
  expect(existsSync(join(studio.home, "tmp", "left-too"))).toBe(true);
});

test("the correlation of two raters is read from its cell by keyboard", async ({ page }) => {
  await page.goto("/corpora");
  await page.getByRole("link", { name: "Demo corpus" }).first().click();
  const matrix = page.getByRole("grid", { name: "Rank correlation of raters" });
  await expect(matrix).toBeVisible();
  await expect(page.getByRole("img", { name: /^book: half of the documents have at most/ })).toBeVisible();
  await matrix.getByRole("gridcell").nth(1).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  const sentence = await matrix.locator(":focus").getAttribute("aria-label");
  expect(sentence).toMatch(
    /^Non-alphabetic and Uppercase letters: [+−]\d\.\d\d, .+ over [\d,]+ documents that have both\.$/,
  );
  await expect(page.locator("p", { hasText: sentence ?? "none" })).toBeVisible();
  await page.getByRole("radio", { name: "Alike together" }).click();
  await judgeEverywhere(page, "corpus-correlation");
});
