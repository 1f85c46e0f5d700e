import { writeFile } from "node:fs/promises";
import { join as pathOf } from "node:path";
import type { Locator, Page } from "@playwright/test";
import type { Proposal } from "@/core/review/rater-trust";
import type { Recipe } from "@/core/recipe";
import { judgeEverywhere } from "./support/judge";
import { answer, join, saved } from "./support/reviewing";
import { terminal } from "./support/terminal";
import { expect, test } from "./support/test";

const DOCUMENTS = 24;
const NAME = "Long ones are kept";
const RECIPE = `Proposed by ${NAME}`;

/** Characters of the text that is being judged, as the page says. */
async function characters(page: Page): Promise<number> {
  const text = await page
    .getByRole("region", { name: "Document" })
    .getByText(/ characters$/)
    .innerText();
  return Number(text.replaceAll(/\D/g, ""));
}

/** The longer the more readable, and kept from 1,024 characters on. */
const level = (length: number): number => Math.min(5, Math.max(0, Math.floor(Math.log2(length / 128))));
const keysFor = (length: number): string => `${String(level(length))}${length >= 1024 ? "k" : "d"}`;

/** Answers every document by its length; what `otherwise` says of a length goes first. */
async function answerAll(page: Page, otherwise: ReadonlyMap<number, string> = new Map()): Promise<number[]> {
  const lengths: number[] = [];
  for (let document = 0; document < DOCUMENTS; document += 1) {
    await expect(page.getByLabel("Text of the document")).toBeVisible();
    const length = await characters(page);
    await answer(page, otherwise.get(length) ?? keysFor(length));
    lengths.push(length);
  }
  await expect(page.getByText("Nothing waits for you")).toBeVisible();
  await expect(saved(page)).toBeVisible();
  return lengths;
}

/** The proposal as the server says it. */
async function proposalOf(page: Page, sessionId: string): Promise<Proposal> {
  const input = encodeURIComponent(JSON.stringify({ json: { id: sessionId } }));
  const response = await page.request.get(`/api/trpc/review.raters?input=${input}`);
  const body = (await response.json()) as { result: { data: { json: { proposal: Proposal } } } };
  return body.result.data.json.proposal;
}

const cellsOf = async (table: Locator, row: number): Promise<string[]> =>
  table.locator("tbody tr").nth(row).locator("th, td").allInnerTexts();

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

test("two reviewers in two browsers bring a session from its draw to an accepted proposal", async ({
  page,
  browser,
  studio,
}) => {
  await page.goto("/review/new");
  await page.getByLabel("Name", { exact: true }).fill(NAME);
  await page.getByLabel("Corpus", { exact: true }).selectOption({ label: "Demo corpus" });
  await page.getByLabel("Sampling", { exact: true }).selectOption("random");
  await page.getByRole("textbox", { name: "Documents" }).fill(String(DOCUMENTS));
  await page.getByRole("textbox", { name: "Documents" }).press("Tab");
  for (const rubric of ["Professionalism", "Reasoning", "Cleanliness"])
    await page.getByRole("checkbox", { name: new RegExp(`^${rubric}`) }).uncheck();
  await page.getByRole("checkbox", { name: /^Keep or drop/ }).check();
  await page.getByRole("button", { name: "Open the session" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(NAME);
  const session = page.url();
  const sessionId = session.split("/").at(-1) ?? "";

  const contexts = [await browser.newContext(), await browser.newContext()];
  const [first, second] = await Promise.all(contexts.map((context) => context.newPage()));
  if (first === undefined || second === undefined) throw new Error("no two browsers");
  await Promise.all([join(first, `${session}/answer`, "First"), join(second, `${session}/answer`, "Second")]);
  const lengths = await answerAll(first);
  await first.getByRole("button", { name: "Open the last one again" }).click();
  await first.getByRole("button", { name: "History" }).click();
  await expect(first.getByRole("list", { name: "Changes" }).getByRole("listitem")).toHaveText([/First/]);
  await first.keyboard.press("Escape");
  await first.getByRole("button", { name: "Leave it as it is" }).click();
  // The second drops the longest one, of all things.
  const longest = Math.max(...lengths);
  await answerAll(second, new Map([[longest, `${String(level(longest))}d`]]));
  await Promise.all(contexts.map((context) => context.close()));

  await page.reload();
  await expect(page.getByText(`of ${String(2 * DOCUMENTS)} wanted, 100`)).toBeVisible();
  await expect(page.getByText(`${String(DOCUMENTS)} have all answers`)).toBeVisible();
  await expect(page.getByText("Krippendorff's α, ordinal")).toBeVisible();

  await page.getByRole("link", { name: "Adjudicate" }).click();
  await expect(page.getByText("1 of 1, 0 settled")).toBeVisible();
  await page.getByRole("button", { name: "History" }).click();
  await expect(page.getByRole("list", { name: "Changes" }).getByRole("listitem")).toHaveText([
    /^Second.*Keep or dropdrop$/,
    /^First.*Keep or dropkeep$/,
  ]);
  await judgeEverywhere(page, "review-history");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Keep/ }).click();
  await page.keyboard.press("a");
  await expect(page.getByText("1 of 1, 1 settled")).toBeVisible();

  await page.goto(session);
  const proposed = page.getByRole("region", { name: "Proposed weights" });
  await expect(
    proposed.getByText(`Closest to what people say of ${String(DOCUMENTS)} documents`),
  ).toBeVisible();
  const { weights, foretold } = await proposalOf(page, sessionId);
  const ranked = Object.values(weights).toSorted((a, b) => b - a);
  expect(ranked.length).toBeGreaterThan(0);
  expect(ranked.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 4);
  const weightTable = proposed.getByRole("table", { name: /^Weights/ });
  await expect(weightTable).toBeVisible();
  for (const [row, weight] of ranked.entries())
    expect((await cellsOf(weightTable, row))[2]).toBe(percent(weight));
  await proposed.getByRole("button", { name: "Accept as a new version…" }).scrollIntoViewIfNeeded();
  await judgeEverywhere(page, "review-proposal");

  // Nothing is saved before somebody accepts; accepting twice is one version.
  expect((await terminal(studio.home, "recipe"))["recipes"]).not.toContainEqual(
    expect.objectContaining({ name: RECIPE }),
  );
  const mixture = proposed.getByRole("table", { name: /^Selected tokens by domain/ });
  const shown = await mixture.locator("tbody tr").allInnerTexts();
  for (let time = 0; time < 2; time += 1) {
    await proposed.getByRole("button", { name: "Accept as a new version…" }).click();
    const dialog = page.getByRole("dialog", { name: "Accept the proposed weights" });
    await expect(dialog.getByLabel("Recipe")).toHaveValue(RECIPE);
    if (time === 0) await judgeEverywhere(page, "review-accept");
    await dialog.getByRole("button", { name: "Save the version" }).click();
    await expect(dialog).toBeHidden();
  }
  const { recipes } = (await terminal(studio.home, "recipe")) as unknown as {
    recipes: { name: string; versions: { number: number; note: string; body: Recipe }[] }[];
  };
  const versions = recipes.find(({ name }) => name === RECIPE)?.versions ?? [];
  expect(versions).toHaveLength(1);
  expect(versions[0]).toMatchObject({
    number: 1,
    note:
      `Weights proposed by the review session "${NAME}" (${sessionId}) from verdicts on 24 documents ` +
      `(readability, keep), ${(100 * Math.max(0, foretold)).toFixed(1)} % of their differences foretold; ` +
      "budget, domains and limits as in Published weights.",
    body: { name: RECIPE, weights, normalisation: "zscore", budget: { share: 0.1 }, missing: "median" },
  });

  // What was previewed is what the version selects.
  const file = pathOf(studio.home, "accepted.json");
  await writeFile(file, JSON.stringify(versions[0]?.body));
  const selected = (await terminal(
    studio.home,
    ...["select", "--corpus", "Demo corpus", "--recipe", file, "--out", pathOf(studio.home, "accepted")],
  )) as unknown as { tokens: number; domains: { domain: string; after: { tokens: number } }[] };
  for (const { domain, after } of selected.domains) {
    const row = shown.find((text) => text.startsWith(domain));
    expect(row?.split("\t")[3]).toBe(percent(after.tokens / selected.tokens));
  }

  // The mixer opens what is proposed, on the version that the session is about.
  const mixing = proposed.getByRole("link", { name: "See it in the mixer" });
  await expect(mixing).toHaveAttribute("href", /^\/mixer\/[^?]+\?r=[^?&]+&version=\d+$/);
  await mixing.click();
  await expect(page.locator("h1")).toHaveText(RECIPE);
  await page.goto(session);

  // What goes out can be read back in, and is there already.
  for (const format of ["as JSONL", "as Parquet", "for Label Studio"]) {
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem", { name: `Answers ${format}` }).click();
    const download = await downloading;
    const kept = pathOf(studio.home, download.suggestedFilename());
    await download.saveAs(kept);
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem", { name: "Read answers in…" }).click();
    const dialog = page.getByRole("dialog", { name: "Read answers in" });
    await dialog.getByLabel("File").setInputFiles(kept);
    await dialog.getByRole("button", { name: "Read it" }).click();
    await expect(dialog.getByRole("status")).toHaveText("0 answers added, 48 there already.");
    await page.keyboard.press("Escape");
  }
  const stray = pathOf(studio.home, "stray.jsonl");
  await writeFile(stray, "no answer\n");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "Read answers in…" }).click();
  const dialog = page.getByRole("dialog", { name: "Read answers in" });
  await dialog.getByLabel("File").setInputFiles(stray);
  await dialog.getByRole("button", { name: "Read it" }).click();
  await expect(dialog.getByRole("table")).toContainText("It is no JSON.");
  await judgeEverywhere(page, "review-read-in");
  expect(
    await terminal(
      studio.home,
      "review",
      "import",
      sessionId,
      pathOf(studio.home, "Long-ones-are-kept.jsonl"),
    ),
  ).toMatchObject({ added: 0, known: 48, problemCount: 0 });
});
