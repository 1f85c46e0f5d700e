import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { HOSTILE_TEXTS, madeBook } from "@/tests/support/hostile-texts";
import { madeRecords } from "@/tests/support/importing";
import { madeRecord, writeSource } from "@/tests/support/released-layout";
import { judgeEverywhere } from "./support/judge";
import { terminal } from "./support/terminal";
import { expect, test } from "./support/test";

const LAST_WORDS = "The harpoon was darted; Needle in the end.\n";
const BOOK = madeBook(5_000_000, 1) + LAST_WORDS;
const BOOK_ID = "book-5mb";
const PLAIN = 40;

/** Ids in the order of their UTF-8 bytes: the position is the ordinal. */
const IDS = [
  BOOK_ID,
  ...Object.keys(HOSTILE_TEXTS),
  ...madeRecords("wikipedia", PLAIN).map(({ id }) => String(id)),
].sort();

let corpusId = "";
test.beforeAll(async ({ studio }) => {
  const source = join(studio.home, "reader-source");
  await writeSource(source, {
    "book/a.jsonl": [madeRecord(BOOK_ID, BOOK, 7)],
    "c4/a.jsonl": Object.entries(HOSTILE_TEXTS).map(([id, text], seed) => madeRecord(id, text, seed)),
    "wikipedia/a.jsonl": madeRecords("wikipedia", PLAIN),
  });
  corpusId = String((await terminal(studio.home, "import", source, "--name", "To read"))["corpusId"]);
});

const reader = (page: Page): Locator => page.getByRole("region", { name: "Reader" });
const textOf = (page: Page): Locator => page.getByLabel("Text of the document");
const field = (page: Page): Locator => page.getByRole("textbox", { name: "Search within the text" });
const hitCount = (page: Page): Locator => reader(page).getByRole("search").getByRole("status");

async function read(page: Page, id: string): Promise<void> {
  await page.goto(`/browse/${corpusId}?document=${String(IDS.indexOf(id))}`);
  await expect(reader(page).getByRole("heading", { name: id })).toBeVisible();
}

/** Whether all of a text is in the page: the reader then no longer says how much of it is. */
const untilWhole = (page: Page): Promise<void> => expect(reader(page).getByText(/% here$/)).toHaveCount(0);

/** What copying the whole text would put on the clipboard. */
const copied = (page: Page): Promise<string> =>
  textOf(page).evaluate((region) => {
    const content = region.querySelector("[data-chunk]")?.parentElement;
    if (content === undefined || content === null) return "";
    window.getSelection()?.selectAllChildren(content);
    const clipboardData = new DataTransfer();
    region.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
    return clipboardData.getData("text/plain");
  });

test("a book of 5 MB opens at once, before most of it has come, and scrolls", async ({ page }) => {
  await read(page, "wikipedia-0000");
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/document\.text/, async (route) => {
    await held;
    await route.continue();
  });
  // What reading does to the page is counted in the page: the rows of the table are not in the way.
  const openedMs = await page.evaluate(async (ordinal) => {
    const began = performance.now();
    const url = new URL(window.location.href);
    url.searchParams.set("document", String(ordinal));
    window.history.replaceState(null, "", url);
    const text = (): string =>
      document.querySelector('[aria-label="Text of the document"]')?.textContent.slice(0, 100) ?? "";
    const before = text();
    while (text() === before) await new Promise(requestAnimationFrame);
    return performance.now() - began;
  }, IDS.indexOf(BOOK_ID));
  await expect(reader(page).getByText(/5,000,\d+ characters, \d % here/)).toBeVisible();
  release();
  await untilWhole(page);

  const figures = await textOf(page).evaluate(async (region) => {
    const texts = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
    let longest = 0;
    let units = 0;
    while (texts.nextNode()) {
      const { length } = texts.currentNode.nodeValue ?? "";
      longest = Math.max(longest, length);
      units += length;
    }
    const frames: number[] = [];
    let last = performance.now();
    for (let frame = 0; frame < 200; frame += 1) {
      region.scrollTop += frame < 100 ? 100 : 5_000;
      await new Promise(requestAnimationFrame);
      frames.push(performance.now() - last);
      last = performance.now();
    }
    return { longest, units, frames: frames.sort((a, b) => a - b) };
  });
  expect(figures.units).toBe(BOOK.length);
  expect(figures.longest).toBeLessThanOrEqual(50_000);
  const at = (share: number): number => figures.frames[Math.floor(figures.frames.length * share)] ?? 0;
  console.log(
    `a book of 5 MB: text after ${openedMs.toFixed(0)} ms; frames while scrolling: median ${at(0.5).toFixed(0)} ms, 95 % within ${at(0.95).toFixed(0)} ms`,
  );
});

test("the text is searched as it is read, also where it was never laid out", async ({ page }) => {
  await read(page, BOOK_ID);
  await untilWhole(page);
  await textOf(page).focus();
  await page.keyboard.press("/");
  await expect(field(page)).toBeFocused();
  await field(page).fill("needle IN the end");
  await expect(hitCount(page)).toHaveText("1 of 1");
  const shown = () =>
    page.evaluate(() => {
      const [range] = [...(CSS.highlights.get("reader-hit-current") ?? [])];
      const region = document.querySelector('[aria-label="Text of the document"]')?.getBoundingClientRect();
      if (!(range instanceof Range) || region === undefined) return null;
      const { top, bottom } = range.getBoundingClientRect();
      return top >= region.top && bottom <= region.bottom ? range.toString() : "out of sight";
    });
  await expect.poll(shown).toBe("Needle in the end");

  const ishmaels = BOOK.split("Ishmael").length - 1;
  await field(page).fill("ishmael");
  await expect(hitCount(page)).toHaveText(new RegExp(` of ${ishmaels.toLocaleString("en-US")}$`));
  await textOf(page).evaluate((region) => region.scrollTo({ top: 0 }));
  await field(page).fill("");
  await field(page).fill("ISHMAEL");
  await expect(hitCount(page)).toHaveText(`1 of ${ishmaels.toLocaleString("en-US")}`);
  await field(page).press("Enter");
  await field(page).press("Enter");
  await expect(hitCount(page)).toHaveText(/^3 of /);
  await expect.poll(shown).toBe("Ishmael");
  await field(page).press("Shift+Enter");
  await expect(hitCount(page)).toHaveText(/^2 of /);
  await field(page).fill("white elephant");
  await expect(hitCount(page)).toHaveText("not in this text");

  await page.keyboard.press("Escape");
  await expect(field(page)).toHaveCount(0);
  await expect(reader(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(reader(page)).toHaveCount(0);
});

test("a browser without highlights of ranges marks the hits", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, "Highlight", { value: undefined }));
  await read(page, "wikipedia-0003");
  await textOf(page).focus();
  await page.keyboard.press("/");
  await field(page).fill("WORD");
  await expect(textOf(page).locator("mark")).toHaveText(["word", "word", "word"]);
  expect(await copied(page)).toBe("Text wikipedia-0003 word word word ");
});

test("hostile text is shown as text, and copied as it is", async ({ page }) => {
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  for (const [id, text] of Object.entries(HOSTILE_TEXTS)) {
    await read(page, id);
    await untilWhole(page);
    const found = await textOf(page).evaluate((region) => ({
      tags: [...new Set([...region.querySelectorAll("*")].map(({ tagName }) => tagName))].sort(),
      units: region.textContent.length,
      bidi: /[\0\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(region.textContent),
      direction: getComputedStyle(document.documentElement).direction,
      overflow: document.documentElement.scrollWidth - window.innerWidth,
    }));
    expect(found.tags.filter((tag) => tag !== "DIV" && tag !== "SPAN")).toEqual([]);
    expect(found, id).toMatchObject({ units: text.length, bidi: false, direction: "ltr" });
    expect(found.overflow, id).toBeLessThanOrEqual(0);
    expect((await copied(page)) === text, `${id} is copied as it is`).toBe(true);
  }
  expect(dialogs).toEqual([]);
});

test("control characters are named: those that turn text always, the others when asked for", async ({
  page,
}) => {
  await read(page, "hostile-bidi");
  await expect(textOf(page).getByTitle("U+202E right-to-left override")).toHaveCount(1);
  await read(page, "hostile-ansi");
  await expect(textOf(page).locator("[title]")).toHaveCount(0);
  await page.getByRole("button", { name: "How texts are shown" }).click();
  await page.getByRole("checkbox", { name: "Show control characters" }).check();
  await page.keyboard.press("Escape");
  await expect(textOf(page).getByTitle("U+001B escape")).toHaveCount(2);
  await expect(textOf(page).getByTitle("U+200B zero width space")).toHaveCount(1);
  expect(await copied(page)).toBe(HOSTILE_TEXTS["hostile-ansi"]);
});

test("the look of texts is remembered", async ({ page }) => {
  await read(page, "wikipedia-0001");
  const fontOf = () =>
    textOf(page)
      .locator("[data-chunk]")
      .first()
      .evaluate(
        (chunk) =>
          `${getComputedStyle(chunk).fontFamily.split(",")[0] ?? ""} ${getComputedStyle(chunk).fontSize}`,
      );
  expect(await fontOf()).toBe("ui-serif 15px");
  await page.getByRole("button", { name: "How texts are shown" }).click();
  await page.getByRole("radio", { name: "Mono" }).click();
  await page.getByRole("radio", { name: "Large" }).click();
  await page.reload();
  await expect.poll(fontOf).toBe("ui-monospace 18px");
});

test("scores, standing and neighbours go by the recipe of the link, of the mixer, or the published one", async ({
  page,
}) => {
  await read(page, "wikipedia-0005");
  const standing = reader(page).getByRole("status", { name: "Standing" });
  await expect(standing).toContainText(new RegExp(`rank \\d+ of ${String(IDS.length)}`));
  await expect(reader(page).getByRole("link", { name: "the published weights" })).toBeVisible();
  await expect(reader(page).getByRole("row", { name: /^Word count/ })).toContainText(/P\d+ \/ P\d+/);

  const rank = async (): Promise<number> => Number(/rank (\d+) of/.exec(await standing.innerText())?.[1]);
  const first = await rank();
  const up = first > 1;
  await page.keyboard.press(up ? "[" : "]");
  await expect(reader(page).getByRole("heading", { name: "wikipedia-0005" })).toHaveCount(0);
  await expect.poll(rank).toBe(up ? first - 1 : first + 1);
  await reader(page)
    .getByRole("region", { name: "Neighbours in rank" })
    .getByRole("button", { name: "wikipedia-0005" })
    .click();
  await expect.poll(rank).toBe(first);

  await page.goto(`/mixer/${corpusId}`);
  await page.getByRole("button", { name: "Presets" }).click();
  await page.getByRole("menuitem", { name: /^Uniform/ }).click();
  await expect(page).toHaveURL(/\?r=/);
  const query = new URL(page.url()).search;
  await read(page, "wikipedia-0005");
  await expect(reader(page).getByText("as last seen in the mixer")).toBeVisible();
  await page.goto(`/browse/${corpusId}${query}&document=${String(IDS.indexOf("wikipedia-0005"))}`);
  await expect(reader(page).getByText("of this link")).toBeVisible();
});

test("the reader is fit for both themes and a phone", async ({ page }) => {
  await read(page, "hostile-bidi");
  await expect(reader(page).getByRole("region", { name: "Neighbours in rank" })).toBeAttached();
  await judgeEverywhere(page, "reader");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("radio", { name: "Scores", exact: true }).click();
  await expect(textOf(page)).toBeHidden();
  await judgeEverywhere(page, "reader-scores");
});
